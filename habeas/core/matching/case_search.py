"""One unassigned case while it is decided: what it may ask for, and what follows from what it got."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from msgspec import Struct

from habeas.core import ids
from habeas.core.actions import Action, AdvanceStep, AskDesk, MakeOffer, Wake, Why
from habeas.core.board import Offer
from habeas.core.config import Config
from habeas.core.matching.cards import access
from habeas.core.matching.panel import NOBODY, Names, Panel
from habeas.core.states import Case, DeskReason, State
from habeas.core.time import Millis


class Match(Struct, frozen=True):
    """Offer the case to `why.counsel`; hold her yes so long for somebody nearer who is asked too."""

    case_id: str
    why: Why
    hold_ms: Millis = 0


# Equal to itself alone: offers are noted in it.
@dataclass(slots=True, eq=False)
class CaseSearch:
    """standing: its offers that stay open or held; prospects: who can be asked, ringing for anything or not.

    rung: the step it asks on; over: the last step has ended; made: the offers it was given. weighed: counsel
    looked at for it.
    """

    case: Case
    standing: list[Offer]
    prospects: Names
    step_index: int
    over: bool
    weighed: int = 0
    made: list[Match] = field(default_factory=list)

    @property
    def wanted(self) -> int:
        """How many more may be asked at once on this rung of the plan."""
        return self.case.plan.steps[self.step_index].at_once - len(self.standing) - len(self.made)

    def askable(self, panel: Panel, free: Mapping[str, int]) -> Names:
        """Who of those `free` can be rung for it. Who speaks the person's language comes before all others.

        While such a counsel can be rung, or has this very case on her phone, nobody else is asked; when there
        is none, anybody is better than nobody.
        """
        ringing = self.ringing
        able = (self.prospects - ringing) & free.keys()
        if not able:
            return NOBODY
        speaking = panel.speaking.get(self.case.language, NOBODY)
        return able & speaking if able & speaking or ringing & speaking else able

    def may_ask(self, who: str, panel: Panel, free: Mapping[str, int]) -> bool:
        """Whether she is one of those `askable`, without gathering them all."""
        if who not in free or who not in self.prospects or who in self.ringing:
            return False
        speaking = panel.speaking.get(self.case.language, NOBODY)
        return who in speaking or who in self.askable(panel, free)

    @property
    def ringing(self) -> set[str]:
        """Whose phones ring for it, or who is held for it."""
        return {offer.counsel for offer in self.standing} | {made.why.counsel for made in self.made}

    @property
    def idle(self) -> bool:
        """No phone rings for it."""
        return not self.standing and not self.made


def search_of(case: Case, standing: list[Offer], panel: Panel, now: Millis) -> CaseSearch:
    """The case's turn at `now`."""
    ended = case.state is State.waiting and case.step_ends_at is not None and case.step_ends_at <= now
    last = case.step + 1 >= len(case.plan.steps)
    return CaseSearch(
        case=case,
        standing=standing,
        prospects=panel.prospects(case),
        step_index=case.step + 1 if ended and not last else case.step,
        over=ended and last,
        weighed=min(len(case.admitted), len(panel.takers(case.area))),
    )


def outcome(search: CaseSearch, panel: Panel, now: Millis, config: Config) -> tuple[list[Action], Millis]:
    """What follows for the case, and when it is due again: when it is forgotten at the latest."""
    case = search.case
    silent_at = case.active_at + config.silent_ms
    patience_ends = case.plan_from + case.plan.total_ms if search.idle else None
    reason = _desk(search, panel, now, patience_ends) if case.state is State.waiting else None
    desk = [AskDesk(case.case_id, case.version, reason)] if reason else []
    at_desk = bool(desk) or case.state is State.desk
    due = min([silent_at, *_moments(search, now, at_desk, patience_ends)])
    wakes, wake_at = waking(case, due, now, was_moved=bool(desk))
    asks: list[Action] = [*offers_made(search, now), *_step(search, now)] if search.made else []
    return [
        *asks,
        *desk,
        *access(search.case, search.prospects, panel, config.access_listed),
        *wakes,
    ], wake_at


def waking(case: Case, due: Millis, now: Millis, was_moved: bool = False) -> tuple[list[Action], Millis]:
    """A new wake-up when the stored one would come too late or is spent; an early look does no harm."""
    # Going to the desk makes a case due at once, so its stored moment is spent too.
    if not was_moved and case.wake_at is not None and now < case.wake_at <= due:
        return [], case.wake_at
    return [Wake(case.case_id, case.version, due)], due


def _step_end(search: CaseSearch, now: Millis) -> Millis:
    return now + search.case.plan.steps[search.step_index].ms


def offers_made(search: CaseSearch, now: Millis) -> list[MakeOffer]:
    """The offers that the matching gave, in its order."""
    case = search.case
    return [
        MakeOffer(
            offer_id=ids.offer_id(case.case_id, made.why.counsel, case.version),
            case_id=case.case_id,
            version=case.version,
            counsel=made.why.counsel,
            expires_at=_step_end(search, now),
            hold_ms=made.hold_ms,
        )
        for made in search.made
    ]


def _step(search: CaseSearch, now: Millis) -> list[AdvanceStep]:
    """The step begins with its first offers. At the desk there are no steps to take."""
    case = search.case
    begun = search.step_index == case.step and case.step_ends_at is not None
    if begun or case.state is State.desk:
        return []
    return [AdvanceStep(case.case_id, case.version, search.step_index, _step_end(search, now))]


def _desk(search: CaseSearch, panel: Panel, now: Millis, patience_ends: Millis | None) -> DeskReason | None:
    """Why the waiting case must go to the desk now, if it must."""
    case = search.case
    if search.over:
        return DeskReason.plan_ended
    if patience_ends is None:
        return None
    if search.prospects:
        return DeskReason.plan_ended if now >= patience_ends else None
    if not panel.serving(case.area):
        return DeskReason.nobody_on_duty
    locked_out = panel.takers(case.area) - case.admitted
    return DeskReason.nobody_admitted if locked_out else DeskReason.nobody_left


def _moments(search: CaseSearch, now: Millis, at_desk: bool, patience_ends: Millis | None) -> list[Millis]:
    """When time alone changes something for the case."""
    case = search.case
    moments = [offer.expires_at for offer in search.standing]
    if search.made:
        moments.append(_step_end(search, now))
    if at_desk:
        return moments
    if patience_ends is not None:
        moments.append(patience_ends)
    elif case.step_ends_at is not None and case.step_ends_at > now:
        moments.append(case.step_ends_at)
    return moments
