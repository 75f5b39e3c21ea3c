"""A folder of packs: situations.yaml, JURISDICTION/pack.yaml, JURISDICTION/LANGUAGE/SITUATION.yaml,
clocks/JURISDICTION.json.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec
from msgspec import Struct

from habeas.guides.clocks import Clocks, path_of
from habeas.guides.findings import Finding, Level, Unreadable
from habeas.guides.library import Library
from habeas.guides.text import read
from habeas.guides.unit import Guide, Item, Key, Language, Line, Pack, Situation

SHIPPED_FOLDER = Path(__file__).parent / "packs"
SITUATIONS = "situations.yaml"
PACK = "pack.yaml"

T = TypeVar("T")


class Folder(NamedTuple):
    """What was read, and a finding for each file or item that could not be."""

    library: Library
    findings: list[Finding]


class _GuideFile(Struct, frozen=True, forbid_unknown_fields=True):
    """A guide's file, its items not yet converted."""

    jurisdiction: str
    situation: str
    language: str
    items: tuple[dict[str, Any], ...]
    extends: bool = False
    drop: tuple[str, ...] = ()


def load(root: Path) -> Folder:
    """Read a folder of packs. Raises Unreadable where there is none, or a file is neither YAML nor JSON."""
    if not root.is_dir():
        raise Unreadable(f"{root}: there is no such folder")
    findings: list[Finding] = []
    library = Library({}, {}, {})
    for file in sorted([*root.rglob("*.y*ml"), *root.rglob("*.json")]):
        where = file.relative_to(root).as_posix()
        try:
            _take(library, where, read(file), findings)
        except msgspec.ValidationError as error:
            findings.append(Finding(Level.error, where, str(error)))
    return Folder(library, findings)


def _take(library: Library, where: str, content: Any, findings: list[Finding]) -> None:
    parts = where.split("/")
    if where.endswith(".json"):
        library.clocks[_jurisdiction(where, content)] = msgspec.convert(content, Clocks)
    elif not where.endswith(".yaml"):
        raise msgspec.ValidationError("its name must end in .yaml, or .json for clocks")
    elif where == SITUATIONS:
        library.situations.update(msgspec.convert(content, dict[Situation, dict[Language, Line]]))
    elif len(parts) == 2 and parts[1] == PACK:
        library.packs[parts[0]] = msgspec.convert(content, Pack)
    elif len(parts) == 3:
        guide, bad_items = _guide(where, content)
        findings += bad_items
        library.guides[guide.key] = guide
    else:
        raise msgspec.ValidationError(f"no file of a pack is here; see {PACK} and {SITUATIONS}")


def _jurisdiction(where: str, content: Any) -> str:
    name = str(content.get("jurisdiction")) if isinstance(content, dict) else ""
    if where != path_of(name):
        raise msgspec.ValidationError(f"what it says of itself belongs into {path_of(name)}")
    return name


def _guide(where: str, content: Any) -> tuple[Guide, list[Finding]]:
    file = msgspec.convert(content, _GuideFile)
    key = Key(file.jurisdiction, file.situation, file.language)
    if key.path != where:
        raise msgspec.ValidationError(f"what it says of itself belongs into {key.path}")
    results = list(_items(where, file.items))
    findings = [result for result in results if isinstance(result, Finding)]
    items = tuple(result for result in results if isinstance(result, Item))
    return Guide(key, items, file.extends, file.drop), findings


def _items(where: str, fields: tuple[dict[str, Any], ...]) -> Iterator[Item | Finding]:
    for number, values in enumerate(fields, 1):
        name = f"{where}: {values.get('id', f'item {number}')}"
        try:
            item = msgspec.convert(values, Item)
        except msgspec.ValidationError as error:
            yield Finding(Level.error, name, str(error))
            continue
        if len(item.forms) == 1:
            yield item
        else:
            yield Finding(Level.error, name, "exactly one of say, do, dont, refused must stand in an item")
