"""The habeas command. Each verb is in a module of this package, which is imported when the verb is called."""

from importlib import import_module

import click

# verb -> module of this package; the module holds a click command of the same name (- is _).
_VERBS = {
    "init": "instance",
    "serve": "instance",
    "invite": "members",
    "suspend": "members",
    "call-words": "call_words",
    "vouchers": "vouchers",
    "roster": "roster",
    "directory": "directory",
    "manifest": "manifest",
    "watch": "watch",
    "backup": "instance",
    "story": "story",
    "guides": "guides",
    "demo": "demo",
    "simulate": "simulate.compare",
    "openapi": "documents",
    "diagram": "documents",
}


class _Verbs(click.Group):
    """Imports a verb's module when it is called, so that `serve` does not load what only the demo needs."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _VERBS:
            return None
        module = import_module(f"habeas.cli.{_VERBS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name.replace("-", "_"))
        return command


@click.command(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="habeas")
def main() -> None:
    """Summon a lawyer as easily as a taxi.

    \b
    Try it:            make demo
    Try a whole city:  habeas simulate busy
    A real instance:   habeas init my-instance
                       habeas roster --help        (signer keys, on a machine that stays offline)
                       habeas serve --settings my-instance/habeas.toml
                       habeas invite --role desk --settings my-instance/habeas.toml

    Every verb explains itself: habeas VERB --help
    """
