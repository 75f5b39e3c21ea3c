"""A check-in over random histories: fires once, never after fine, always after duress."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from habeas.core.checkin import (
    LATE_MS,
    STEP_MS,
    Act,
    CheckIn,
    EndCode,
    code_of,
    due_act,
    end,
    extend,
    finish,
    fires_at,
    is_late,
    may_agree_on,
)
from habeas.core.time import HOUR_MS, MINUTE_MS, Millis
from habeas.core.transitions import Refusal, RefusalReason
from tests.core.make import NOW

DUE = NOW + HOUR_MS
ARMED = CheckIn(armed=True, due_at=DUE, grace_ms=15 * MINUTE_MS)
PRESSED = CheckIn(armed=False, due_at=0, grace_ms=0)
OPENING = {Act.open, Act.open_under_duress}

moments = st.integers(1, 60).map(lambda steps: NOW + steps * STEP_MS)
graces = st.integers(0, 6).map(lambda steps: steps * STEP_MS)


@dataclass(frozen=True)
class Extend:
    number: int
    due_at: Millis
    grace_ms: Millis


@dataclass(frozen=True)
class Wait:
    ms: Millis


@dataclass(frozen=True)
class Look:
    """The watch looks; when it is down, it does not."""


step = st.one_of(
    st.builds(Extend, st.integers(1, 4), moments, graces),
    st.builds(Wait, st.integers(0, 3 * HOUR_MS)),
    st.sampled_from(EndCode),
    st.just(Look()),
)


@dataclass
class Life:
    """What became of one check-in."""

    one: CheckIn = ARMED
    now: Millis = NOW
    acts: list[tuple[Act, Millis]] = field(default_factory=list)
    words: list[EndCode] = field(default_factory=list)
    taken: list[Extend] = field(default_factory=list)

    def live(self, one: object) -> None:
        match one:
            case Wait(ms):
                self.now += ms
            case Look():
                self.look()
            case EndCode():
                self.say(one)
            case Extend():
                self.extend(one)

    def look(self) -> None:
        while (due := due_act(self.one, self.now)) is not None:
            self.acts.append((due, self.now))
            self.one = finish(self.one)

    def say(self, word: EndCode) -> None:
        after = end(self.one, word)
        if isinstance(after, Refusal):
            assert after.reason is RefusalReason.repeated
        else:
            self.one = after
        self.words.append(word)

    def extend(self, asked: Extend) -> None:
        after = extend(self.one, asked.number, asked.due_at, asked.grace_ms)
        if not isinstance(after, Refusal):
            self.one = after
            self.taken.append(asked)

    @property
    def opened(self) -> list[Act]:
        return [one for one, _ in self.acts if one in OPENING]


def lived(steps: list[object]) -> Life:
    life = Life()
    for one in steps:
        life.live(one)
    life.look()
    return life


@given(st.lists(step, max_size=12))
def test_the_first_word_and_the_moment_decide(steps: list[object]) -> None:
    life = lived(steps)
    first = life.words[0] if life.words else None
    assert len(life.opened) <= 1
    if first is EndCode.duress:
        assert len(life.opened) == 1
    if first is None:
        assert life.opened == ([Act.open] if fires_at(life.one) <= life.now else [])
    opened_before = Act.open in life.opened
    if first is EndCode.fine:
        assert life.opened == ([Act.open] if opened_before else [])
        assert [one for one, _ in life.acts][-1] is (Act.cancel if opened_before else Act.forget)
    assert Act.mark not in [one for one, _ in life.acts] or opened_before


@given(st.lists(step, max_size=12))
def test_nothing_opens_before_its_moment_unless_it_is_asked_for(steps: list[object]) -> None:
    life = lived(steps)
    for one, at in life.acts:
        if one is Act.open:
            assert at >= fires_at(life.one)


@given(st.lists(step, max_size=12), st.lists(step, max_size=6))
def test_after_a_word_nothing_but_its_own_act_ever_follows(before: list[object], later: list[object]) -> None:
    life = lived(before)
    life.say(EndCode.fine)
    life.look()
    settled, acts = life.one, list(life.acts)
    for one in later:
        life.live(one)
    life.look()
    assert (life.one, life.acts) == (settled, acts)


@given(st.lists(st.builds(Extend, st.integers(1, 6), moments, graces), min_size=1, max_size=6), st.randoms())
def test_extensions_end_the_same_in_whatever_order_they_come(asked: list[Extend], lot: object) -> None:
    """Numbered by the phone: each number once, the highest counts, also when it overtook the others."""
    each = list({one.number: one for one in asked}.values())
    shuffled = each * 2
    lot.shuffle(shuffled)  # type: ignore[attr-defined]
    life = lived(list(shuffled))
    highest = max(each, key=lambda one: one.number)
    assert (life.one.number, life.one.due_at) == (highest.number, highest.due_at)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (ARMED, None),
        (structs.replace(ARMED, ended_by=EndCode.fine), Act.forget),
        (structs.replace(ARMED, ended_by=EndCode.duress), Act.open_under_duress),
        (structs.replace(PRESSED, ended_by=EndCode.fine), Act.cancel),
        (structs.replace(PRESSED, ended_by=EndCode.duress), Act.mark),
        (PRESSED, None),
        (structs.replace(PRESSED, ended_by=EndCode.duress, done=True), None),
    ],
)
def test_what_follows_from_what(one: CheckIn, expected: Act | None) -> None:
    assert due_act(one, NOW) is expected


def test_it_opens_when_due_and_grace_are_over_and_not_before() -> None:
    assert due_act(ARMED, fires_at(ARMED) - 1) is None
    assert due_act(ARMED, fires_at(ARMED)) is Act.open
    assert fires_at(ARMED) == DUE + 15 * MINUTE_MS


def test_who_was_fine_in_the_grace_is_not_overdue() -> None:
    fine = structs.replace(ARMED, ended_by=EndCode.fine)
    assert due_act(fine, fires_at(ARMED) + HOUR_MS) is Act.forget


def test_it_is_late_when_nobody_looked_for_minutes() -> None:
    assert not is_late(ARMED, fires_at(ARMED) + LATE_MS)
    assert is_late(ARMED, fires_at(ARMED) + LATE_MS + 1)


@pytest.mark.parametrize(
    ("due_at", "grace_ms", "expected"),
    [
        (DUE, 0, True),
        (NOW + 48 * HOUR_MS, 120 * MINUTE_MS, True),
        (NOW + 48 * HOUR_MS + STEP_MS, 0, False),
        (NOW, 0, False),
        (DUE + MINUTE_MS, 0, False),
        (DUE, MINUTE_MS, False),
        (DUE, 125 * MINUTE_MS, False),
        (DUE, -STEP_MS, False),
    ],
)
def test_which_moments_can_be_agreed_on(due_at: Millis, grace_ms: Millis, expected: bool) -> None:
    limits = {"horizon_ms": 48 * HOUR_MS, "most_grace_ms": 120 * MINUTE_MS}
    assert may_agree_on(due_at, grace_ms, NOW, **limits) is expected


@pytest.mark.parametrize("code", list(EndCode))
def test_the_first_code_stands_and_a_closed_case_hears_none(code: EndCode) -> None:
    for open_ in (ARMED, PRESSED):
        ended = end(open_, code)
        assert isinstance(ended, CheckIn)
        assert ended.ended_by is code
        assert {end(ended, other) for other in EndCode} == {Refusal(RefusalReason.repeated)}
    closed = CheckIn(armed=False, closed=True)
    assert end(closed, code) == Refusal(RefusalReason.closed)


def test_a_secret_is_one_code_or_the_other_or_neither() -> None:
    assert code_of("f", "f", "d") is EndCode.fine
    assert code_of("d", "f", "d") is EndCode.duress
    assert code_of("x", "f", "d") is None
