"""One unassigned case while it is decided: what it may ask for, and what follows from what it got."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from msgspec import Struct

from habeas.core import ids
from habeas.core.actions import Action, AdvanceStep, AskDesk, MakeOffer, Wake, Why
from habeas.core.board import Offer
from habeas.core.config import Config
from habeas.core.matching.access_list import list_access
from habeas.core.matching.panel import NO_COUNSEL, CounselSet, Panel
from habeas.core.states import Case, DeskReason, Missing, State
from habeas.core.time import Millis


class Match(Struct, frozen=True):
    """Offer the case to `why.counsel`; hold her yes so long for somebody nearer who is asked too."""

    case_id: str
    why: Why
    hold_ms: Millis = 0


# Equal to itself alone: a rule notes its matches in it.
@dataclass(slots=True, eq=False)
class CaseSearch:
    """live_offers: those that stay open or held. prospects: who can be asked, whatever is on their phones.

    step_index: of the step that it asks on; plan_over: the last one has ended. matches: the offers that a
    rule has given it in this decision. looks: counsel looked at for it. settled: with no more matches nothing
    follows until the case is due again. missing: who was around when it was last looked at, and what the
    person lacks with those.
    """

    case: Case
    live_offers: list[Offer]
    prospects: CounselSet
    step_index: int
    plan_over: bool
    looks: int = 0
    matches: list[Match] = field(default_factory=list)
    settled: bool = False
    missing: tuple[object, Missing] | None = None

    @property
    def openings(self) -> int:
        """How many more may be asked at once on this step of the plan."""
        at_once = self.case.plan.steps[self.step_index].at_once
        return at_once - len(self.live_offers) - len(self.matches)

    def askable(self, panel: Panel, free: Mapping[str, int]) -> CounselSet:
        """Who of those `free` can be rung for it. Who speaks the person's language comes before all others.

        While such a counsel can be rung, or has this very case on her phone, nobody else is asked; when there
        is none, anybody is better than nobody.
        """
        callees = self.callees
        able = (self.prospects - callees) & free.keys()
        if not able:
            return NO_COUNSEL
        speakers = panel.speakers_of(self.case.language)
        return able & speakers if able & speakers or callees & speakers else able

    def may_ask(self, fingerprint: str, panel: Panel, free: Mapping[str, int]) -> bool:
        """Whether she is one of those `askable`, without gathering them all."""
        if fingerprint not in free or fingerprint not in self.prospects or fingerprint in self.callees:
            return False
        speaks = fingerprint in panel.speakers_of(self.case.language)
        return speaks or fingerprint in self.askable(panel, free)

    @property
    def callees(self) -> set[str]:
        """Whose phones ring for it, or whose yes is held."""
        return {offer.counsel for offer in self.live_offers} | {match.why.counsel for match in self.matches}

    @property
    def idle(self) -> bool:
        """No phone rings for it."""
        return not self.live_offers and not self.matches


def search_of(case: Case, live_offers: list[Offer], panel: Panel, now: Millis) -> CaseSearch:
    """As far as the case has come at `now`."""
    step_over = case.state is State.waiting and case.step_ends_at is not None and case.step_ends_at <= now
    is_last = case.step + 1 >= len(case.plan.steps)
    return CaseSearch(
        case=case,
        live_offers=live_offers,
        prospects=panel.prospects(case),
        step_index=case.step + 1 if step_over and not is_last else case.step,
        plan_over=step_over and is_last,
        looks=min(len(case.admitted), len(panel.takers(case.area))),
    )


def outcome(search: CaseSearch, panel: Panel, now: Millis, config: Config) -> tuple[list[Action], Millis]:
    """What follows for the case, and when it is due again: when it is forgotten at the latest."""
    case = search.case
    if search.settled and not search.matches and case.wake_at is not None and now < case.wake_at:
        return [], case.wake_at
    silent_at = case.active_at + config.silent_ms
    waits = case.state is State.waiting
    patience_ends = case.plan_from + case.plan.total_ms if waits and search.idle else None
    reason = _desk_reason(search, panel, now, patience_ends) if waits else None
    to_desk = [AskDesk(case.case_id, case.version, reason)] if reason else []
    at_desk = bool(to_desk) or case.state is State.desk
    due = min([silent_at, *_moments(search, now, at_desk, patience_ends)])
    wakes, wake_at = wake_up(case, due, now, was_moved=bool(to_desk))
    offers: list[Action] = [*make_offers(search, now), *_begin_step(search, now)] if search.matches else []
    access = list_access(search.case, search.prospects, panel, config.access_listed)
    actions = [*offers, *to_desk, *access, *wakes]
    search.settled = not actions
    return actions, wake_at


def wake_up(case: Case, due: Millis, now: Millis, was_moved: bool = False) -> tuple[list[Action], Millis]:
    """A new wake-up when the stored one would come too late or is spent; an early look does no harm."""
    # Going to the desk makes a case due at once, so its stored moment is spent too.
    if not was_moved and case.wake_at is not None and now < case.wake_at <= due:
        return [], case.wake_at
    return [Wake(case.case_id, case.version, due)], due


def _step_end(search: CaseSearch, now: Millis) -> Millis:
    return now + search.case.plan.steps[search.step_index].ms


def make_offers(search: CaseSearch, now: Millis) -> list[MakeOffer]:
    """The matches of this decision as offers, in the same order."""
    case = search.case
    return [
        MakeOffer(
            offer_id=ids.offer_id(case.case_id, match.why.counsel, case.version),
            case_id=case.case_id,
            version=case.version,
            counsel=match.why.counsel,
            expires_at=_step_end(search, now),
            hold_ms=match.hold_ms,
        )
        for match in search.matches
    ]


def _begin_step(search: CaseSearch, now: Millis) -> list[AdvanceStep]:
    """The step begins with its first offers. At the desk there are no steps to take."""
    case = search.case
    runs = search.step_index == case.step and case.step_ends_at is not None
    if runs or case.state is State.desk:
        return []
    return [AdvanceStep(case.case_id, case.version, search.step_index, _step_end(search, now))]


def _desk_reason(
    search: CaseSearch, panel: Panel, now: Millis, patience_ends: Millis | None
) -> DeskReason | None:
    """Why the waiting case must go to the desk now, if it must."""
    case = search.case
    if search.plan_over:
        return DeskReason.plan_ended
    if patience_ends is None:
        return None
    if search.prospects:
        return DeskReason.plan_ended if now >= patience_ends else None
    if not panel.servers(case.area):
        return DeskReason.nobody_on_duty
    locked_out = panel.takers(case.area) - case.admitted
    return DeskReason.nobody_admitted if locked_out else DeskReason.nobody_left


def _moments(search: CaseSearch, now: Millis, at_desk: bool, patience_ends: Millis | None) -> list[Millis]:
    """When time alone changes something for the case."""
    case = search.case
    moments = [offer.expires_at for offer in search.live_offers]
    if search.matches:
        moments.append(_step_end(search, now))
    if at_desk:
        return moments
    if patience_ends is not None:
        moments.append(patience_ends)
    elif case.step_ends_at is not None and case.step_ends_at > now:
        moments.append(case.step_ends_at)
    return moments
