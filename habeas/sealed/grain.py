"""How far apart areas are: the finer they lie, the more the nearest one says of where somebody is.

Both sides must refuse the same directories, so nothing is used here that two libraries reckon differently in
the last bit: sums, products and quotients of doubles alone. web/src/seal/grain.ts does the same.
"""

from collections.abc import Sequence
from itertools import combinations
from typing import Annotated, TypeVar

from msgspec import Meta, Struct

QUARTER_TURN = 9_000_000
HALF_TURN = 18_000_000
# A hundred-thousandth of a degree: in radians, and in metres along a meridian.
RADIANS = 1.7453292519943295e-7
METRES = 1.11195


class Centre(Struct, frozen=True, forbid_unknown_fields=True):
    """A point in hundred-thousandths of a degree."""

    lat_e5: Annotated[int, Meta(ge=-QUARTER_TURN, le=QUARTER_TURN)]
    lon_e5: Annotated[int, Meta(ge=-HALF_TURN, le=HALF_TURN)]


C = TypeVar("C", bound=Centre)


def is_grain_kept(centres: Sequence[Centre], grain_metres: int) -> bool:
    """Whether no two centres are nearer to each other than that."""
    least = grain_metres * grain_metres
    return all(squared_metres(one, other) >= least for one, other in combinations(centres, 2))


def nearest_two(centres: Sequence[C]) -> tuple[C, C, float] | None:
    """The two that are nearest to each other, and their metres; None where there are no two."""
    pairs = combinations(centres, 2)
    found = min(pairs, key=lambda pair: squared_metres(*pair), default=None)
    return found and (*found, squared_metres(*found) ** 0.5)


def squared_metres(one: Centre, other: Centre) -> float:
    """On a flat map between the two: exact where they are near, too far where they are not."""
    north = (one.lat_e5 - other.lat_e5) * METRES
    turn = abs(one.lon_e5 - other.lon_e5)
    east = min(turn, 2 * HALF_TURN - turn) * METRES * _cosine((one.lat_e5 + other.lat_e5) / 2 * RADIANS)
    return north * north + east * east


def _cosine(angle: float) -> float:
    """Of at most a quarter turn, to six digits."""
    y = angle * angle
    return 1 - y / 2 * (1 - y / 12 * (1 - y / 30 * (1 - y / 56 * (1 - y / 90))))
