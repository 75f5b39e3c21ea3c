"""What an operator decides: read from one file by the composition root, never changed while serving."""

from functools import cached_property
from typing import Annotated

from msgspec import Meta, Struct

from habeas.commands.limits import Limits, Retention
from habeas.commands.shapes.public import Signer
from habeas.core import travel
from habeas.core.config import DEFAULT, Config
from habeas.core.plan import Plan, Step
from habeas.core.travel import Travel
from habeas.sealed.directory import Names, Phone
from habeas.sealed.roster import Slug
from habeas.sealed.sizes import GRAIN_METRES, METRES

# Half of those who answer a ringing phone do so within half a minute, so a minute is a fair chance.
DEFAULT_PLAN = Plan(steps=(Step(2, 60), Step(3, 60), Step(5, 90)))


class Area(Struct, frozen=True, forbid_unknown_fields=True):
    """A named part of the city with a centre in degrees: all that the server knows of where."""

    area: Slug
    name: Names
    lat: float
    lon: float


class Place(Struct, frozen=True, forbid_unknown_fields=True):
    """Where people are brought to: the server is never told which one it is."""

    place: Slug
    area: Slug
    name: Names


class Hotline(Struct, frozen=True, forbid_unknown_fields=True):
    """A number to call; `sms`: text messages are read there too."""

    name: Names
    phone: Phone
    sms: bool


class Guise(Struct, frozen=True, forbid_unknown_fields=True):
    """What the person's page is called on a home screen, and its icon: one that comes with it, or a file."""

    name: Annotated[str, Meta(min_length=1, max_length=30)] = "Notes"
    icon: str = "notes"


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """`name` is what people read, the organisation's own language first; `grain_metres` is the least distance
    between two centres of areas; `travel[from][to]` is minutes between areas, reckoned from the centres when
    empty; `capacity` is how many open cases a counsel has at most: a station's worth, for she serves many
    there. `dispatch` is what matching reckons with; `rp_id` and `origin` are what passkeys are bound to;
    `guise.icon` is a name or a whole path.

    `address_header`: where the proxy in front writes who called; its hash bounds the streams of one source.
    `group_commit` off means one commit a job; it is there to measure what grouping is worth.
    """

    organisation: str
    name: Names
    public_url: str
    rp_id: str
    origin: str
    demo: bool = False
    signers: tuple[Signer, ...] = ()
    threshold: int = 2
    languages: tuple[str, ...] = ("en", "ru")
    grain_metres: Annotated[int, Meta(ge=GRAIN_METRES, le=METRES)] = 1_000
    areas: tuple[Area, ...] = ()
    places: tuple[Place, ...] = ()
    hotlines: tuple[Hotline, ...] = ()
    travel: dict[str, dict[str, int]] = {}
    plan: Plan = DEFAULT_PLAN
    capacity: int = 12
    dispatch: Config = DEFAULT
    guise: Guise = Guise()
    limits: Limits = Limits()
    retention: Retention = Retention()
    group_commit: bool = True
    address_header: str | None = None

    @property
    def own_name(self) -> str:
        """What the organisation is called in its own language."""
        return next(iter(self.name.values()))

    @cached_property
    def area_ids(self) -> frozenset[str]:
        return frozenset(area.area for area in self.areas)

    @cached_property
    def ways(self) -> Travel:
        """The travel table: the operator's, else reckoned from the centres."""
        if self.travel:
            return Travel(minutes_between=self.travel)
        return travel.from_centres({area.area: (area.lat, area.lon) for area in self.areas})
