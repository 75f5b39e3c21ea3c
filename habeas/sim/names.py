"""Names of stations and districts as they are published, and how two of them are told to be one place."""

import re
from collections.abc import Mapping

# Words that say what kind of office it is, not which.
_GENERIC = re.compile(
    "овд|ловд|ло|лу|мвд|увд|тинао|отдел|отделение|полиции|линейный|опорный|пункт|участковый|поселок|"
    "на|по|в|с|к|ст|м|метро|станции|станция|обслуживанию|охране|россии|район(у|ам)?"
)
_ENDING = re.compile(r"(ск(ий|ое|ая)|ый|ий|ой|ое|ая|ка|о|ы|и)$")

Words = tuple[str, ...]


def words_of(name: str) -> Words:
    """Small letters, ё as е, no punctuation, no generic words."""
    found = re.findall(r"[а-яa-z0-9]+", name.lower().replace("ё", "е"))
    return tuple(word for word in found if _GENERIC.fullmatch(word) is None)


def stems_of(words: Words) -> Words:
    """Without endings: Щукино and Щукинское are one."""
    return tuple(_ENDING.sub("", word) for word in words)


def match(name: str, known: Mapping[str, Words]) -> str | None:
    """The key of the one known place of this name; None when there is none, or more than one."""
    words = words_of(name)
    exact = [key for key, one in known.items() if one == words]
    stems = [key for key, one in known.items() if stems_of(one) == stems_of(words)]
    found = exact or stems
    return found[0] if len(found) == 1 and words else None


def part_of(name: str, known: Mapping[str, Words]) -> str | None:
    """The one known place that this is a part of by name: Выхино, of Выхино-Жулебино."""
    stems = set(stems_of(words_of(name)))
    found = [key for key, one in known.items() if stems and stems < set(stems_of(one))]
    return found[0] if len(found) == 1 else None
