"""Writes hashes and reviews into packs line by line: comments and layout stay as their authors made them."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from habeas.guides.text import parse

_ITEM = re.compile(r"^(\s*)- id:\s*[\"']?([a-z0-9.-]+)")


def put(file: Path, key: str, values: Mapping[str, str]) -> None:
    """Set the one line `key: value` in the items named.

    Raises ValueError where an item does not begin with its id, or `key` is spread over lines; nothing is
    written then.
    """
    before = file.read_text("utf-8")
    after = "".join(_edited(block, key, values) for block in _blocks(before))
    there = {item["id"]: item.get(key) for item in parse(after, str(file))["items"]}
    if any(there.get(name) != parse(value, str(file)) for name, value in values.items()):
        raise ValueError(f"{file}: each item must begin with its id, and have {key} on a line of its own")
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
    new = f"{begun[1]}  {key}: {values[begun[2]]}\n"
    old = [row for row, line in enumerate(block) if re.match(rf"^{begun[1]}  {key}:", line)]
    if old:
        block[old[0]] = new
    else:
        block.insert(1, new)
    return "".join(block)
