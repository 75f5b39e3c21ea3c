"""What is wrong or missing in a pack, one line each."""

from enum import StrEnum
from typing import NamedTuple


class Level(StrEnum):
    """error: cannot be served. outdated: served with a banner or hidden. draft: nobody vouches for it yet."""

    error = "error"
    outdated = "outdated"
    draft = "draft"


class Finding(NamedTuple):
    """`where` is a file, with an id where one item is meant."""

    level: Level
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.level}: {self.where}: {self.what}"


class Unreadable(Exception):
    """A folder or file that cannot be read as YAML at all; the message is one line that names it."""


class BadPack(Exception):
    """Packs with errors cannot be served; the message is one line that names the first of them."""
