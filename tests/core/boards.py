"""Random boards."""

from hypothesis import strategies as st
from msgspec import structs

from habeas.core.board import Board, Counsel
from habeas.core.plan import Plan, Step
from habeas.core.states import Case, Urgency
from tests.core.make import NOW, a_board, a_case, a_counsel

AREAS = ("north", "centre", "south")
LANGUAGES = ("ru", "en")
COUNSEL = tuple(f"c{number}" for number in range(8))
CASES = tuple(f"k{number}" for number in range(6))

plans = st.lists(
    st.builds(Step, st.integers(1, 3), st.sampled_from((5, 60, 90))), min_size=1, max_size=3
).map(lambda steps: Plan(tuple(steps)))
names = st.frozensets(st.sampled_from((*COUNSEL, "decoy")))
few = st.frozensets(st.sampled_from(COUNSEL), max_size=3)
duty_ends = st.sampled_from((None, NOW, NOW + 1, *[NOW + 1_000_000] * 5))


@st.composite
def counsel(draw: st.DrawFn, fingerprint: str) -> Counsel:
    """On duty, off duty or until a little later; few full."""
    return a_counsel(
        fingerprint,
        area=draw(st.sampled_from(AREAS)),
        areas=draw(st.one_of(st.just(frozenset()), st.frozensets(st.sampled_from(AREAS)))),
        languages=draw(st.frozensets(st.sampled_from(LANGUAGES))),
        duty_until=draw(duty_ends),
        load=draw(st.integers(0, 2)),
        capacity=draw(st.integers(2, 3)),
    )


@st.composite
def case(draw: st.DrawFn, case_id: str) -> Case:
    """Open; most can open its card, few were asked."""
    admitted = frozenset({*COUNSEL, "decoy"}) - draw(few)
    made = a_case(
        case_id,
        admitted=admitted,
        area=draw(st.sampled_from(AREAS)),
        language=draw(st.sampled_from(LANGUAGES)),
        urgency=draw(st.sampled_from(Urgency)),
        plan=draw(plans),
        now=NOW - draw(st.integers(0, 3)),
    )
    return structs.replace(made, ruled_out=draw(few) & admitted)


@st.composite
def boards(draw: st.DrawFn) -> Board:
    return a_board(
        [draw(case(name)) for name in CASES[: draw(st.integers(0, len(CASES)))]],
        [draw(counsel(name)) for name in COUNSEL[: draw(st.integers(0, len(COUNSEL)))]],
    )
