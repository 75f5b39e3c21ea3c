"""Random boards in the middle of a day: places, who has whom since when, who is kept out, phones ringing."""

from collections import Counter

from hypothesis import strategies as st
from msgspec import structs

from habeas.core import ids
from habeas.core.board import Board, Counsel, Offer, OfferState
from habeas.core.duty import on_duty
from habeas.core.states import ASSIGNED, Case, Missing, State, Urgency
from habeas.core.time import MINUTE_MS
from tests.core.boards import AREAS, COUNSEL, few, plans
from tests.core.make import NOW, a_board, a_case, a_counsel

LANGUAGES = ("ru", "en", "ka")
CASES = tuple(f"k{number:02}" for number in range(12))
TAGS = (None, "here", "there")
SINCE = st.sampled_from((0, 5, 20, 35, 60, 100, 140, 150, 160, 170, 200))
ends = st.sampled_from((None, NOW, NOW + 30 * MINUTE_MS, *[NOW + 600 * MINUTE_MS] * 5))


@st.composite
def team(draw: st.DrawFn) -> list[Counsel]:
    """On duty, committed or not; off duty; until soon; everywhere or in some areas; of several languages."""
    return [
        a_counsel(
            name,
            area=draw(st.sampled_from((*AREAS, None))),
            areas=draw(st.sampled_from((frozenset(), frozenset(), frozenset(AREAS[:2])))),
            languages=draw(st.frozensets(st.sampled_from(LANGUAGES))),
            duty_until=draw(ends),
            capacity=draw(st.sampled_from((2, 3, 12, 12))),
            committed=draw(st.booleans()),
        )
        for name in COUNSEL[: draw(st.integers(1, len(COUNSEL)))]
    ]


@st.composite
def case(draw: st.DrawFn, case_id: str, names: tuple[str, ...]) -> Case:
    """Open, and waited for so long; half of them are somebody's."""
    opened_at = NOW - draw(SINCE) * MINUTE_MS - draw(st.integers(0, 3))
    made = a_case(
        case_id,
        admitted={*COUNSEL, "decoy"} - draw(few),
        area=draw(st.sampled_from(AREAS)),
        language=draw(st.sampled_from(LANGUAGES)),
        urgency=draw(st.sampled_from(Urgency)),
        plan=draw(plans),
        now=opened_at,
    )
    made = structs.replace(made, place_tag=draw(st.sampled_from(TAGS)), ruled_out=draw(few) & made.admitted)
    able = sorted(made.admitted.intersection(names) - made.ruled_out)
    if able and draw(st.booleans()):
        return _given(draw, made, draw(st.sampled_from(able)))
    state = draw(st.sampled_from((State.waiting, State.desk)))
    missing = draw(st.sampled_from((None, *Missing)))
    return structs.replace(made, state=state, missing=missing, version=2)


def _given(draw: st.DrawFn, made: Case, who: str) -> Case:
    """To her who took it, or was promised to it; en route, kept out, inside."""
    state = draw(st.sampled_from(sorted(ASSIGNED)))
    accepted_at = max(made.opened_at, NOW - draw(SINCE) * MINUTE_MS)
    since = max(accepted_at, NOW - draw(SINCE) * MINUTE_MS)
    return structs.replace(
        made,
        state=state,
        version=3,
        counsel=who,
        accepted_at=accepted_at,
        expected_at=draw(st.sampled_from((None, accepted_at + draw(SINCE) * MINUTE_MS))),
        refused_at=draw(st.sampled_from((None, since))) if state is State.en_route else None,
        arrived_at=since if state is State.arrived else None,
    )


@st.composite
def days(draw: st.DrawFn) -> Board:
    some = draw(team())
    names = tuple(one.fingerprint for one in some)
    cases = [draw(case(case_id, names)) for case_id in CASES[: draw(st.integers(0, len(CASES)))]]
    board = _board(cases, some)
    return structs.replace(board, offers=draw(offers(board)))


@st.composite
def crowds(draw: st.DrawFn, most_counsel: int = 3) -> Board:
    """Many who wait in one area, at two places, for few counsel who take as many as there are."""
    names = COUNSEL[: draw(st.integers(1, most_counsel))]
    home = st.sampled_from(("centre", "north"))
    some = [a_counsel(name, area=draw(home), capacity=12, languages=draw(SPOKEN)) for name in names]
    cases = [draw(_crowded(case_id, names)) for case_id in CASES[: draw(st.integers(3, len(CASES)))]]
    return _board(cases, some)


SPOKEN = st.sampled_from((frozenset({"ru"}), frozenset({"ru", "ka"})))


@st.composite
def _crowded(draw: st.DrawFn, case_id: str, names: tuple[str, ...]) -> Case:
    made = a_case(
        case_id,
        admitted=set(names) - draw(st.frozensets(st.sampled_from(names), max_size=draw(st.integers(0, 1)))),
        language=draw(st.sampled_from(("ru", "ru", "ka"))),
        urgency=draw(st.sampled_from(Urgency)),
        now=NOW - draw(SINCE) * MINUTE_MS - draw(st.integers(0, 3)),
    )
    made = structs.replace(made, place_tag=draw(st.sampled_from((None, "here"))), version=2)
    able = sorted(made.admitted)
    return _given(draw, made, draw(st.sampled_from(able))) if able and draw(st.integers(0, 3)) else made


def _board(cases: list[Case], team: list[Counsel]) -> Board:
    load = Counter(one.counsel for one in cases if one.state in ASSIGNED)
    return a_board(cases, [structs.replace(one, load=load[one.fingerprint]) for one in team])


@st.composite
def offers(draw: st.DrawFn, board: Board) -> dict[str, Offer]:
    """One a phone at most, and of a case as many as its plan allows: open or held, with time left or none."""
    found: dict[str, Offer] = {}
    asked: Counter[str] = Counter()
    silent = [one.case_id for one in board.cases.values() if one.state not in ASSIGNED]
    for who, one in board.counsel.items():
        case_id = draw(st.sampled_from((None, *silent)))
        if case_id is None or not on_duty(one, NOW) or who in board.cases[case_id].ruled_out:
            continue
        if who not in board.cases[case_id].admitted or one.load >= one.capacity:
            continue
        if asked[case_id] >= max(step.at_once for step in board.cases[case_id].plan.steps):
            continue
        asked[case_id] += 1
        offer = Offer(
            offer_id=ids.offer_id(case_id, who, 1),
            case_id=case_id,
            counsel=who,
            round=1,
            made_at=NOW - 30_000,
            expires_at=NOW + draw(st.sampled_from((0, 1, 30_000))),
            hold_ms=draw(st.sampled_from((0, 45_000))),
            state=draw(st.sampled_from((OfferState.open, OfferState.held))),
        )
        found[offer.offer_id] = offer
    return found
