"""Writes hashes and reviews into packs line by line, so that comments and layout stay as they are."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from habeas.guides.library import Entry, review_hash
from habeas.guides.text import parse
from habeas.guides.unit import Review

_ITEM = re.compile(r"^(\s*)- id:\s*[\"']?([a-z0-9.-]+)")


def set_lines(file: Path, key: str, values: Mapping[str, str]) -> None:
    """Set the line `key: value` in the items that `values` names.

    Raises ValueError where the file would then not have this value there, as when an item does not begin with
    its id, and Unreadable where it would be no YAML. Nothing is written then.
    """
    before = file.read_text("utf-8")
    after = "".join(_edit(block, key, values) for block in _blocks(before))
    result = {item["id"]: item.get(key) for item in parse(after, str(file))["items"]}
    if any(result.get(name) != parse(value, str(file)) for name, value in values.items()):
        raise ValueError(f"{file}: each item must begin with its id, and have {key} below it")
    if after != before:
        file.write_text(after, "utf-8")


def review_line(entry: Entry, by: str, at: str, expires: str) -> str:
    """What follows `review:` when a lawyer vouches for the words as they are now. YAML reads it: it is JSON.

    Raises ValueError where the review would expire before it begins, msgspec.ValidationError for a bad date.
    """
    if expires <= at:
        raise ValueError(f"the review would expire on {expires}, not after {at}")
    fields = {"by": by, "at": at, "expires": expires, "of": review_hash(entry.item, entry.original)}
    return msgspec.json.encode(msgspec.convert(fields, Review)).decode()


def _blocks(text: str) -> Iterator[list[str]]:
    """The lines before the first item, then each item's lines."""
    block: list[str] = []
    for line in text.splitlines(keepends=True):
        if _ITEM.match(line) and block:
            yield block
            block = []
        block.append(line)
    yield block


def _edit(block: list[str], key: str, values: Mapping[str, str]) -> str:
    start = _ITEM.match(block[0]) if block else None
    if start is None or start[2] not in values:
        return "".join(block)
    inner = f"{start[1]}  "
    lines = _without(block, inner, key)
    row = next((row for row, line in enumerate(block) if line.startswith(f"{inner}{key}:")), 1)
    lines.insert(row, f"{inner}{key}: {values[start[2]]}\n")
    return "".join(lines)


def _without(block: list[str], inner: str, key: str) -> list[str]:
    """The lines except those of `key`: its own, and the ones indented below it."""
    rest, inside = [], False
    for line in block:
        inside = line.startswith(f"{inner}{key}:") or (inside and line.startswith(f"{inner} "))
        if not inside:
            rest.append(line)
    return rest
