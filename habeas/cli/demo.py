"""The demo: a fictional city to try everything in."""

import logging
from pathlib import Path

import click

from habeas.cli.options import Stopped

# On this machine only: whoever reaches the demo can sign in as anybody.
HOST = "127.0.0.1"

WELCOME = """\
Rechnogorsk is ready. It does not exist: everybody in it is invented, and a robot plays them.

  person    {url}/
  counsel   {url}/counsel
  desk      {url}/desk

Try it in two browser windows side by side:
  1. {url}/counsel  sign in as Yakov Sedov and go on duty.
  2. {url}/         hold the button; the offer appears in the first window. Accept it there.
  If nobody accepts within half a minute, the drill counsel does: it is a robot and says so.
  A third window at {url}/desk shows the board (sign in as Irina Dolgova).

One signer signs this roster; a real organisation wants 2 of 3. Everything is in {folder}/; Ctrl-C stops.
"""


@click.command()
@click.option(
    "--port", type=click.IntRange(0, 65_535), default=8_000, show_default=True, help="0 takes a free one."
)
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=".demo",
    show_default=True,
    help="Everything is written here, and nowhere else.",
)
def demo(port: int, folder: Path) -> None:
    """Serve a fictional city: areas, counsel, dispatchers, cases, and a robot that answers.

    Here, and only here, one click signs in as any member. The database begins anew each time.
    """
    from habeas.demo import serve
    from habeas.http.server import listen

    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        listening = listen(HOST, port)
    except OSError as error:
        raise Stopped(f"cannot serve the demo: {error}. Another port: make demo PORT=8001") from error
    with listening:
        code = serve.run(folder, listening, lambda url: click.echo(WELCOME.format(url=url, folder=folder)))
    raise SystemExit(code)
