"""Reads YAML and JSON strictly: no key is there twice, and in YAML all but null, true and false is text."""

import json
import re
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from habeas.guides.findings import Unreadable

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """Without YAML's guesses: 51 is the text "51", NO is Norway, and a date stays as it was written."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        keys = [key.value for key, _ in node.value]
        twice = [key for key in keys if keys.count(key) > 1]
        if twice:
            raise yaml.MarkedYAMLError(
                problem=f"the key {twice[0]} stands twice", problem_mark=node.start_mark
            )
        return super().construct_mapping(node, deep)


_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(null|~|)$"), ["n", "~", ""])
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|false)$"), ["t", "f"])


def read(file: Path) -> Any:
    """The file's content as plain values. Raises Unreadable, which names the line."""
    try:
        text = file.read_text("utf-8")
        return _parse_json(text, str(file)) if file.suffix == ".json" else parse(text, str(file))
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(f"{file}: {error}") from error


def parse(text: str, name: str) -> Any:
    """A text as `read` reads a file; `name` is what messages call it."""
    try:
        return yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise Unreadable(f"{name}{line}: {getattr(error, 'problem', None) or error}") from error


def _parse_json(text: str, name: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=partial(_unique_keys, name))
    except json.JSONDecodeError as error:
        raise Unreadable(f"{name}:{error.lineno}: {error.msg}") from error


def _unique_keys(name: str, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    twice = [key for key in keys if keys.count(key) > 1]
    if twice:
        raise Unreadable(f"{name}: the key {twice[0]} stands twice")
    return dict(pairs)
