"""The files that an instance serves: the shipped packs, with the organisation's own laid over them."""

from collections.abc import Container, Iterable
from functools import cache
from pathlib import Path

from habeas.guides.check import errors
from habeas.guides.compiling import Terms, compile_library
from habeas.guides.findings import BadPack, Finding, Unreadable
from habeas.guides.folder import SHIPPED, Folder, load
from habeas.guides.library import lay


@cache
def shipped() -> Folder:
    """The packs that come with the code; read once."""
    return load(SHIPPED)


def over_shipped(own: Path | None) -> Folder:
    """The shipped packs with those in `own` over them. Raises Unreadable."""
    below = shipped()
    if own is None:
        return below
    over = load(own)
    return Folder(lay(below.library, over.library), [*below.findings, *over.findings])


def served(own: Path | None, terms: Terms) -> dict[str, bytes]:
    """The compiled files by address. Raises BadPack where a pack cannot be served as it is."""
    try:
        library, wrong = over_shipped(own)
    except Unreadable as error:
        raise BadPack(f"[guides] {error}") from error
    wrong = wrong or errors(library)
    if wrong:
        raise BadPack(f"[guides] {_told(wrong, own)}")
    _known("jurisdictions", terms.jurisdictions, library.packs)
    _known("areas", terms.areas.values(), terms.jurisdictions or library.packs)
    return compile_library(library, terms)


def _known(setting: str, named: Iterable[str], served: Container[str]) -> None:
    unknown = [name for name in named if name not in served]
    if unknown:
        raise BadPack(f"[guides] {setting}: there is no pack for {unknown[0]}")


def _told(wrong: list[Finding], own: Path | None) -> str:
    first, more = wrong[0], len(wrong) - 1
    also = f" ({more} more)" if more else ""
    return f"{first.where}: {first.what}{also}: habeas guides check {own or ''}".rstrip()
