"""What a simulated day is made of. Inputs, not findings: docs/dispatch.md says where each comes from."""

from msgspec import Struct, field

from habeas.core.config import Config


class City(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A drawn city: stations within `radius_km`, denser in the middle; districts and okrugs are squares."""

    radius_km: float = 17.0
    district_km: float = 4.0
    okrug_km: float = 12.0


class Road(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """start_minutes: to get going; then `kmh` as the crow flies. jitter: spread of real ways (log-normal)."""

    kmh: float = 22.0
    start_minutes: float = 8.0
    jitter: float = 0.2


class Clients(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Shares of all clients unless said otherwise.

    pressing_minutes: within which the people of one bus press. moved: are brought elsewhere, between the two
    moved_minutes after the press; learn_minutes later it is known. wrong_place: named the wrong place, which
    shows when counsel comes. rare: need a language that few counsel speak. held_hours: after so long, between
    the two, people are let go or taken to court, and need nobody there any more.
    """

    criminal: float = 0.08
    minor: float = 0.06
    rare: float = 0.05
    moved: float = 0.08
    moved_minutes: tuple[float, float] = (20.0, 150.0)
    learn_minutes: float = 10.0
    wrong_place: float = 0.04
    pressing_minutes: float = 12.0
    held_hours: tuple[float, float] = (3.0, 5.0)


class Counsel(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """silent: of those who do not say yes, how many say nothing at all. rare: speak the rare language.

    reply_seconds: half of those who answer have done so by then; reply_committed_seconds: who have set the
    time aside; reply_spread: of the log-normal reply time. refused: the chance to be kept out, for between
    the two refused_minutes more. consult_spread: of the log-normal consultation time around its mean.
    """

    reply_seconds: float = 35.0
    reply_committed_seconds: float = 12.0
    reply_spread: float = 0.9
    silent: float = 0.4
    rare: float = 0.15
    refused: float = 0.07
    refused_minutes: tuple[float, float] = (30.0, 90.0)
    consult_spread: float = 0.35


class Scenario(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """buses: people come in buses of so many, else alone; arrivals are spread evenly over `arrival_hours`."""

    cases: int
    counsel: int
    arrival_hours: float
    stations: int = 53
    buses: tuple[int, int] | None = None


SCENARIOS = {
    "quiet": Scenario(cases=24, counsel=15, arrival_hours=12.0),
    "busy": Scenario(cases=300, counsel=40, arrival_hours=6.0, buses=(3, 10)),
    "mass": Scenario(cases=1_800, counsel=120, arrival_hours=4.0, buses=(8, 20)),
}


class Assumptions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """after_hours: how long the day goes on after the last arrival. window_seconds: a decision in it at most.

    hotline_*: so many dispatchers; each call takes so long before anybody answers. tag_seconds: until a
    member has opened a card and tagged its place (median, log-normal); desk_look_seconds: where that takes a
    human's look, the desk looks at one card in it (0: at none). capacity: most cases of one counsel.
    slots: of counsel whom a card is sealed to at the press; reseal_seconds: until a desk page lets in who is
    named after that. Capacity and slots are the service's own. dispatch: what the engine assumes.
    """

    city: City = field(default_factory=City)
    road: Road = field(default_factory=Road)
    clients: Clients = field(default_factory=Clients)
    counsel: Counsel = field(default_factory=Counsel)
    scenarios: dict[str, Scenario] = field(default_factory=lambda: dict(SCENARIOS))
    dispatch: Config = field(default_factory=Config)
    after_hours: float = 4.0
    window_seconds: float = 15.0
    hotline_dispatchers: int = 10
    hotline_call_seconds: float = 150.0
    tag_seconds: float = 60.0
    desk_look_seconds: float = 6.0
    capacity: int = 12
    slots: int = 14
    reseal_seconds: float = 3.0
