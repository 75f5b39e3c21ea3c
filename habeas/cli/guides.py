"""The rights guides: check packs, bind translations to originals, sign reviews, see what phones get."""

from collections.abc import Callable
from fnmatch import fnmatchcase
from functools import partial
from itertools import groupby
from pathlib import Path

import click
import msgspec

from habeas.cli.options import Stopped
from habeas.guides.check import check as findings_of
from habeas.guides.compiler import Terms, UnverifiedPolicy
from habeas.guides.edit import review_line, set_lines
from habeas.guides.findings import BadPack, Finding, Level, Unreadable
from habeas.guides.folder import Folder, load
from habeas.guides.library import Entry, Library, entries, words_hash
from habeas.guides.overlay import instance_files, lay_over_shipped
from habeas.guides.unit import Date, Key

FOLDER = click.argument("folder", required=False, type=click.Path(path_type=Path, file_okay=False))
OWN = click.argument("folder", type=click.Path(path_type=Path, file_okay=False))


@click.group()
def guides() -> None:
    """Rights guides: what to say and do, by the law of the place, with the source of each item.

    \b
    Shipped packs come with the code; an organisation's own stand in a folder that [guides] in the
    settings names, and are laid over them. How to write one: docs/guides.md

    \b
      habeas guides check                       the shipped packs
      habeas guides check my-packs              yours, laid over the shipped ones
      habeas guides hash my-packs ID...         after a translation was compared with its original
      habeas guides sign my-packs --by NAME --at DAY --expires DAY ID...
      habeas guides compile --out DIR           what phones are sent
    """


@guides.command()
@FOLDER
@click.option("--today", help="Check as if on this day, YYYY-MM-DD.")
def check(folder: Path | None, today: str | None) -> None:
    """Say what is wrong or missing, a line each. Without FOLDER: in the shipped packs.

    \b
    error      cannot be served: mend it
    outdated   served, but under a banner or hidden: translate or review it anew
    draft      nobody vouches for it yet, or it is not written yet
    Exit code: 0 if there are drafts at most, 1 for anything else, 2 if the packs cannot be read.
    """
    library, broken = _read(folder)
    findings = broken or findings_of(library, _day(today))
    for finding in findings:
        click.echo(finding)
    click.echo(_summary(library, findings))
    raise SystemExit(any(finding.level is not Level.draft for finding in findings))


@guides.command("hash")
@OWN
@click.argument("ids", nargs=-1, required=True)
def hash_(folder: Path, ids: tuple[str, ...]) -> None:
    """Bind the translations IDS in FOLDER to what their originals say now. "*" means all of them.

    Do it after you have compared the two. A translation whose original changes later counts as stale.
    """
    translations = [
        (key, entry) for key, entry in _entries_named(folder, ids) if entry.item is not entry.original
    ]
    _write(folder, "source_hash", translations, _hash_line)


@guides.command()
@OWN
@click.argument("ids", nargs=-1, required=True)
@click.option("--by", required=True, help="The lawyer's name, as people will read it.")
@click.option("--at", required=True, help="The day she read it, YYYY-MM-DD.")
@click.option("--expires", required=True, help="The day from which it must be read anew, YYYY-MM-DD.")
@click.option("--language", required=True, help="In which language she read it.")
def sign(folder: Path, ids: tuple[str, ...], *, by: str, at: str, expires: str, language: str) -> None:
    """Write into FOLDER that a lawyer has read the items IDS and vouches for them.

    A star stands for anything: "ru.witness.*". What is changed later counts as not reviewed.
    """
    in_language = [(key, entry) for key, entry in _entries_named(folder, ids) if key.language == language]
    _write(folder, "review", in_language, partial(review_line, by=by, at=at, expires=expires))


@guides.command("compile")
@FOLDER
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Write here.")
@click.option("--hide", is_flag=True, help="Leave out what nobody vouches for.")
def compile_(folder: Path | None, out: Path, hide: bool) -> None:
    """Write the files that phones are sent, as `habeas serve` has them under /guides/."""
    unverified = UnverifiedPolicy.hide if hide else UnverifiedPolicy.banner
    try:
        files = instance_files(folder, Terms(unverified))
    except BadPack as error:
        raise Stopped(str(error)) from error
    for path, body in files.items():
        file = out / path.removeprefix("/guides/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)
    click.echo(f"{len(files)} files in {out}")


def _day(text: str | None) -> str:
    try:
        return msgspec.convert(text or _today(), Date)
    except msgspec.ValidationError as error:
        raise Stopped(f"--today {text}: it must be a day, like 2026-12-31") from error


def _today() -> str:
    from habeas.wire import SystemClock, day_of

    return day_of(SystemClock().now())


def _read(folder: Path | None) -> Folder:
    try:
        return lay_over_shipped(folder)
    except Unreadable as error:
        raise Stopped(str(error)) from error


def _entries_named(folder: Path, ids: tuple[str, ...]) -> list[tuple[Key, Entry]]:
    """The items in FOLDER's own files that IDS name, each with its original, shipped or own."""
    library, own = _read(folder).library, load(folder).library
    return [
        (key, entry)
        for key, guide in own.guides.items()
        for entry in entries(library, key)
        if entry.item in guide.items and any(fnmatchcase(entry.item.id, pattern) for pattern in ids)
    ]


def _hash_line(entry: Entry) -> str:
    return f'"{words_hash(entry.original)}"'


def _write(folder: Path, key: str, chosen: list[tuple[Key, Entry]], line: Callable[[Entry], str]) -> None:
    """Set the line `key` of the chosen items, file by file."""
    if not chosen:
        raise Stopped(f"{folder}: none of its items is meant; nothing was changed")
    try:
        for file, group in groupby(chosen, lambda pair: folder / pair[0].path):
            values = {entry.item.id: line(entry) for _, entry in group}
            set_lines(file, key, values)
            click.echo(f"{file}: {len(values)} items")
    except (ValueError, OSError, msgspec.ValidationError, Unreadable) as error:
        raise Stopped(str(error)) from error


def _summary(library: Library, findings: list[Finding]) -> str:
    counts = ", ".join(f"{sum(finding.level is level for finding in findings)} {level}" for level in Level)
    items = sum(len(guide.items) for guide in library.guides.values())
    return f"{len(library.packs)} jurisdictions, {len(library.guides)} guides, {items} items: {counts}"
