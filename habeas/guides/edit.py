"""Writes hashes and reviews into packs line by line: comments and layout stay as their authors made them."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from habeas.guides.text import parse

_ITEM = re.compile(r"^(\s*)- id:\s*[\"']?([a-z0-9.-]+)")


def put(file: Path, key: str, values: Mapping[str, str]) -> None:
    """Set the one line `key: value` in the items named.

    Raises ValueError where that would not mean what is meant, such as where an item does not begin with its
    id, and Unreadable where it would mean nothing; nothing is written then.
    """
    before = file.read_text("utf-8")
    after = "".join(_edited(block, key, values) for block in _blocks(before))
    there = {item["id"]: item.get(key) for item in parse(after, str(file))["items"]}
    if any(there.get(name) != parse(value, str(file)) for name, value in values.items()):
        raise ValueError(f"{file}: each item must begin with its id, and have {key} below it")
    if after != before:
        file.write_text(after, "utf-8")


def _blocks(text: str) -> Iterator[list[str]]:
    """The lines before the first item, then each item's lines."""
    block: list[str] = []
    for line in text.splitlines(keepends=True):
        if _ITEM.match(line) and block:
            yield block
            block = []
        block.append(line)
    yield block


def _edited(block: list[str], key: str, values: Mapping[str, str]) -> str:
    begun = _ITEM.match(block[0]) if block else None
    if begun is None or begun[2] not in values:
        return "".join(block)
    inner = f"{begun[1]}  "
    kept = _without(block, inner, key)
    row = next((row for row, line in enumerate(block) if line.startswith(f"{inner}{key}:")), 1)
    kept.insert(row, f"{inner}{key}: {values[begun[2]]}\n")
    return "".join(kept)


def _without(block: list[str], inner: str, key: str) -> list[str]:
    """The lines but for those of `key`: the one that begins it, and all that stand further in below it."""
    kept, inside = [], False
    for line in block:
        inside = line.startswith(f"{inner}{key}:") or (inside and line.startswith(f"{inner} "))
        if not inside:
            kept.append(line)
    return kept
