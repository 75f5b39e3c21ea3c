"""What is wrong or missing in a pack, one line each."""

from enum import StrEnum
from typing import NamedTuple


class Level(StrEnum):
    """error: the pack cannot be served. outdated: a text needs work. draft: nobody vouches for it yet."""

    error = "error"
    outdated = "outdated"
    draft = "draft"


class Finding(NamedTuple):
    """`where`: a file, followed by an id if it is about one item."""

    level: Level
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.level}: {self.where}: {self.what}"


class Unreadable(Exception):
    """A folder or file cannot be read, or is not YAML; the message is one line that names it."""


class BadPack(Exception):
    """Packs have errors and cannot be served; the message is one line that names the first."""
