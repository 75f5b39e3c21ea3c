"""The files that an instance serves: the shipped packs, with the organisation's own laid over them."""

from collections.abc import Container, Iterable
from functools import cache
from pathlib import Path

from habeas.guides.check import errors
from habeas.guides.compiler import Terms, compile_library
from habeas.guides.findings import BadPack, Finding, Unreadable
from habeas.guides.folder import SHIPPED_FOLDER, Folder, load
from habeas.guides.library import lay


@cache
def load_shipped() -> Folder:
    """The packs that come with the code. Reads them once."""
    return load(SHIPPED_FOLDER)


def lay_over_shipped(own: Path | None) -> Folder:
    """The shipped packs with those in `own` over them. Raises Unreadable."""
    below = load_shipped()
    if own is None:
        return below
    over = load(own)
    return Folder(lay(below.library, over.library), [*below.findings, *over.findings])


def instance_files(own: Path | None, terms: Terms) -> dict[str, bytes]:
    """The compiled files by address. Raises BadPack where a pack cannot be served as it is."""
    try:
        library, findings = lay_over_shipped(own)
    except Unreadable as error:
        raise BadPack(f"[guides] {error}") from error
    findings = findings or errors(library)
    if findings:
        raise BadPack(f"[guides] {_summary(findings, own)}")
    _check_packs("jurisdictions", terms.jurisdictions, library.packs)
    _check_packs("areas", terms.areas.values(), terms.jurisdictions or library.packs)
    return compile_library(library, terms)


def _check_packs(setting: str, names: Iterable[str], packs: Container[str]) -> None:
    for name in names:
        if name not in packs:
            raise BadPack(f"[guides] {setting}: there is no pack for {name}")


def _summary(findings: list[Finding], own: Path | None) -> str:
    first, more = findings[0], len(findings) - 1
    others = f" ({more} more)" if more else ""
    return f"{first.where}: {first.what}{others}: habeas guides check {own or ''}".rstrip()
