"""A real instance: make one, run it, back it up."""

import asyncio
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

import click

from habeas.cli.options import Stopped, instance_of, settings_option
from habeas.cli.roster_files import text_of
from habeas.commands.context import Context
from habeas.settings import FILE, origin_of

if TYPE_CHECKING:
    from habeas.http.pages import Page

NEXT_STEPS = """\
Made {file}

1. Open it and fill in your areas, places and hotlines: each setting is explained there.
2. On a machine that stays offline, make the signers' keys:   habeas roster --help
   and copy their public lines into {file}.
3. Start it:                                                  habeas serve --settings {file}
4. Invite your first dispatcher and counsel:                  habeas invite --role desk --settings {file}
5. When they have enrolled, sign and publish the roster:      habeas roster --help
6. Sign and publish what phones choose from and show:         habeas directory --help
"""


DIFFERENCES = (
    "other than the signers signed, so phones do not have it: {} "
    "(run habeas directory draft, let the signers sign, publish)"
)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--organisation", default="my-organisation", show_default=True, help="Short name, in every roster."
)
@click.option(
    "--name", default="Legal aid", show_default=True, help="What people read at the top of the page."
)
@click.option("--public-url", default="http://localhost:8000", show_default=True, help="What people open.")
def init(folder: Path, organisation: str, name: str, public_url: str) -> None:
    """Make a real, empty instance in FOLDER.

    It is one settings file, each setting explained in it. Nothing that exists is ever overwritten.
    """
    file = folder / FILE
    if file.exists():
        raise Stopped(f"{file} exists already; nothing was changed.")
    try:
        origin_of(public_url)
    except ValueError as error:
        raise Stopped(str(error)) from error
    template = Template((files("habeas.cli") / FILE).read_text("utf-8"))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.write_text(template.substitute(organisation=organisation, name=name, public_url=public_url), "utf-8")
    click.echo(NEXT_STEPS.format(file=file))


@click.command()
@settings_option
@click.option("--host", help="Listen here instead of what the settings say.")
@click.option("--port", type=click.IntRange(0, 65_535), help="Listen here instead; 0 takes a free port.")
def serve(settings: Path, host: str | None, port: int | None) -> None:
    """Run the instance.

    HTTP, and the loops that decide, notify and delete, in one process; beside it one that answers practice
    calls. A second `habeas serve` on the same database serves HTTP only, and runs the loops within seconds
    when the first is gone. Ctrl-C or SIGTERM ends it within three seconds. It exits with 1 if any of its
    loops fails: let the system's service manager start it again.
    """
    from habeas import wire
    from habeas.cli.manifest import differences_from_manifest
    from habeas.guides.findings import BadPack
    from habeas.http.faults import log_to_stderr
    from habeas.http.server import listen, raise_open_files
    from habeas.settings import gaps

    log_to_stderr()
    raise_open_files()
    instance = instance_of(settings)
    try:
        listening = listen(host or instance.host, instance.port if port is None else port)
    except OSError as error:
        raise Stopped(f"cannot listen: {error}") from error
    for gap in gaps(instance.settings):
        click.echo(f"not ready for people: {gap}", err=True)
    manifest = None if instance.manifest is None else text_of(instance.manifest).encode()
    with wire.open_instance(instance) as ctx, listening:
        try:
            service = wire.assemble(ctx, guides=instance.guides, manifest=manifest)
        except BadPack as error:
            raise Stopped(f"{settings}: {error}") from error
        if manifest and (why := differences_from_manifest(instance, service.pages)):
            click.echo(f"members' browsers will refuse the pages: {why}", err=True)
        _tell_differences(ctx, service.guides)
        click.echo(
            "serving {} on {}:{}".format(ctx.settings.public_url, *listening.getsockname()[:2]), err=True
        )
        code = wire.run(service, listening)
    raise SystemExit(code)


def _tell_differences(ctx: Context, guides: "Mapping[str, Page]") -> None:
    """One line where there is no directory, or phones do not have what the settings and the guides say."""
    from habeas.commands import directories

    if asyncio.run(directories.in_force(ctx)) is None:
        click.echo(
            "not ready for people: no directory, so nobody can press (habeas directory draft)", err=True
        )
        return
    differing = asyncio.run(directories.differences(ctx, {path: page.body for path, page in guides.items()}))
    if differing:
        click.echo(DIFFERENCES.format(", ".join(differing)), err=True)


@click.command()
@settings_option
@click.argument("to", type=click.Path(path_type=Path, dir_okay=False))
def backup(settings: Path, to: Path) -> None:
    """Copy the database to the new file TO.

    The instance may run meanwhile. The copy holds what the database holds: sealed envelopes and the few
    clear fields. Delete it when it is older than what you promise to keep.
    """
    instance = instance_of(settings)
    if to.exists():
        raise Stopped(f"{to} exists already; nothing was changed.")
    if not instance.database.exists():
        raise Stopped(f"{instance.database} does not exist: nothing was ever served here.")
    to.touch(mode=0o600)
    with closing(sqlite3.connect(instance.database)) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target)
    click.echo(f"backed up to {to}")
