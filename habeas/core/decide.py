"""What is due on a board at a moment. Pure: the same board and moment give the same decision.

A rule of matching says who is asked for what, and which cases go to who is at the place or coming: the pooled
one of the house, or another to compare it with. Whatever it says, for a case that nobody has:

- A step of the plan begins when its first offer is made and lasts its seconds, and so does each offer made
  in it. Who declines is replaced at once; the other has her full seconds, beside the next step if need be.
- When the last step has ended, or when there is nobody to ask and no phone is ringing, the desk is asked.
  Counsel who only have another offer on their phones are waited for, no longer than the plan lasts in all.
- At the desk a case goes on being offered, at the pace of its step, to whoever is eligible and was not asked.
- Who is at the place, comes or is asked to visits it, and should be let into all cards there. When fewer can
  be asked than the plan's last step asks at once, the case names others on duty, too.

Drills are decided by themselves, beside all this.
"""

from collections.abc import Iterable

from habeas.core.actions import Action, Decision, Expire, Tell, Why
from habeas.core.apply_actions import foreseen
from habeas.core.board import Board, Offer
from habeas.core.config import DEFAULT, Config
from habeas.core.drills import apart, in_turn, together
from habeas.core.matching.case_search import CaseSearch, offers_made, outcome, search_of, waking
from habeas.core.matching.company import Company
from habeas.core.matching.moves import Move, Moves
from habeas.core.matching.panel import Panel, panel_of
from habeas.core.matching.pooled import pooled
from habeas.core.matching.ringing import ringing
from habeas.core.matching.rule import DecisionCache, MatchInput, Proposal, Rule
from habeas.core.states import OPEN, UNASSIGNED, Case, Missing, Urgency
from habeas.core.time import Millis

PRESSING = {Urgency.now: 0, Urgency.today: 1, Urgency.soon: 2}
# A case that is given away or taken back changes who can be given what; a few rounds settle it, seldom more.
MOST_ROUNDS = 12


def decide(board: Board, now: Millis, config: Config = DEFAULT, rule: Rule = pooled) -> Decision:
    """All that is due at `now`. Applying it whole and deciding again at the same moment adds nothing."""
    real, drills = apart(board)
    decision = _decide(real, now, config, rule)
    return together(decision, _decide(drills, now, config, in_turn)) if drills.cases else decision


def _decide(board: Board, now: Millis, config: Config, rule: Rule) -> Decision:
    waiting, _, forgotten = _by_holder(board, now - config.silent_ms)
    settled: list[Action] = [Expire(case.case_id, case.version) for case in sorted(forgotten, key=_claim)]
    settled += ringing(board, {case.case_id: case for case in waiting}, now).ended
    moves, inputs, proposal = _moved(foreseen(board, settled, now), now, config, rule)
    company = Company(inputs, proposal.comes)
    told, dues = _outcomes(inputs, proposal, company)
    return Decision(
        actions=(*settled, *moves, *told),
        explain=_explained(inputs.searches, now),
        wake_at=min(dues, default=None),
        weighed=sum(search.weighed for search in inputs.searches) + proposal.weighed,
        outlook=proposal.outlook,
        visitors=company.visitors(),
    )


def _moved(board: Board, now: Millis, config: Config, rule: Rule) -> tuple[list[Move], MatchInput, Proposal]:
    """Who is given away or taken back, and what the rule says once that is done."""
    moves, known = Moves(board), DecisionCache()
    inputs = _inputs(board, now, config, known)
    proposal = rule(inputs)
    for _ in range(MOST_ROUNDS):
        if proposal.moves:
            moves.take(proposal.moves)
        elif not moves.anew():
            break
        inputs = _inputs(foreseen(board, moves.net(), now), now, config, known, moves.over)
        proposal = rule(inputs)
    return moves.net(), inputs, proposal


def _inputs(
    board: Board, now: Millis, config: Config, known: DecisionCache, over: frozenset[str] = frozenset()
) -> MatchInput:
    waiting, assigned, _ = _by_holder(board, now - config.silent_ms)
    rings = ringing(board, {case.case_id: case for case in waiting}, now)
    panel = panel_of(board, rings.standing, now, config.offers_each)
    known.hold_for(panel.roomy)
    searches = [
        _search(case, rings.by_case.get(case.case_id, []), panel, now, known.searches)
        for case in sorted(waiting, key=_claim)
    ]
    return MatchInput(board, panel, searches, sorted(assigned, key=_claim), now, config, over, known)


def _search(
    case: Case, standing: list[Offer], panel: Panel, now: Millis, known: dict[str, CaseSearch]
) -> CaseSearch:
    """The one known, unless something has changed or offers were noted in it."""
    search = known.get(case.case_id)
    if search is None or search.case is not case or search.made or search.standing != standing:
        search = known[case.case_id] = search_of(case, standing, panel, now)
    return search


def _outcomes(inputs: MatchInput, proposal: Proposal, company: Company) -> tuple[list[Action], list[Millis]]:
    """What the plans say of each case with the offers made to it, and when something is due again."""
    actions: list[Action] = []
    dues = _duty_ends(inputs.panel, inputs.searches)
    for search in inputs.searches:
        follows, due = outcome(search, inputs.panel, inputs.now, inputs.config)
        missing = _missing(search, company, inputs.panel)
        actions += [*follows, *_tell(search.case, missing)]
        dues.append(due)
    for case in inputs.assigned:
        told, due = waking(case, case.active_at + inputs.config.silent_ms, inputs.now)
        actions += [*told, *_tell(case, Missing.arrival if case.case_id in proposal.silent else None)]
        dues.append(due)
    if proposal.expected and (inputs.searches or proposal.outlook.waiting):
        dues.append(inputs.now + inputs.config.look_again_ms)
    return actions, dues


def _tell(case: Case, missing: Missing | None) -> list[Tell]:
    return [Tell(case.case_id, case.version, missing)] if missing != case.missing else []


def _missing(search: CaseSearch, company: Company, panel: Panel) -> Missing:
    """The first that stands between the person and a counsel.

    Of those who ring or come for anybody at the place, only those matter who could be given this very case.
    """
    if not search.idle or panel.fits_any(company.ringing(search.case), search.case):
        return Missing.answer
    if panel.fits_any(company.coming(search.case), search.case):
        return Missing.no_time
    return _nobody(search, panel)


def _nobody(search: CaseSearch, panel: Panel) -> Missing:
    """Why nobody comes whom she could be given to."""
    if not panel.serving(search.case.area):
        return Missing.duty
    takers = panel.takers(search.case.area)
    if not takers:
        return Missing.no_capacity
    if search.prospects:
        return Missing.elsewhere
    return Missing.no_acceptance if takers <= search.case.admitted else Missing.access


def _by_holder(board: Board, silent_since: Millis) -> tuple[list[Case], list[Case], list[Case]]:
    """The open cases, in no order: unassigned, assigned, and forgotten."""
    unassigned, assigned, forgotten = [], [], []
    for case in board.cases.values():
        if case.state not in OPEN:
            continue
        if case.active_at <= silent_since:
            forgotten.append(case)
        elif case.state in UNASSIGNED:
            unassigned.append(case)
        else:
            assigned.append(case)
    return unassigned, assigned, forgotten


def _claim(case: Case) -> tuple[int, int, Millis, str]:
    """The order in which cases ask: the more urgent, the higher ranked, the older; then by id."""
    return PRESSING[case.urgency], -case.rank, case.opened_at, case.case_id


def _explained(searches: Iterable[CaseSearch], now: Millis) -> dict[str, Why]:
    return {
        offer.offer_id: made.why
        for search in searches
        if search.made
        for offer, made in zip(offers_made(search, now), search.made, strict=True)
    }


def _duty_ends(panel: Panel, searches: list[CaseSearch]) -> list[Millis]:
    """The end of a duty can empty the panel that a case is waiting for."""
    return [one.duty_until for one in panel.counsel.values() if searches and one.duty_until is not None]
