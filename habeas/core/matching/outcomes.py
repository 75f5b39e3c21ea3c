"""What follows for every case from the last round: what its plan says, and when it is due again."""

from typing import NamedTuple

from habeas.core.actions import Action, Tell, Why
from habeas.core.matching.case_search import CaseSearch, make_offers, outcome, wake_up
from habeas.core.matching.company import Around, Company
from habeas.core.matching.panel import Panel
from habeas.core.matching.rounds import Matching
from habeas.core.matching.rule import MatchInput, Proposal
from habeas.core.states import Case, Missing
from habeas.core.time import Millis
from habeas.core.visitors import Visitors


class Outcomes(NamedTuple):
    """reasons: why each offer is made, by offer id. dues: when something is due again, in no order."""

    actions: list[Action]
    reasons: dict[str, Why]
    dues: list[Millis]
    visitors: Visitors


def outcomes_of(matching: Matching) -> Outcomes:
    """With the offers that the rule has noted in the searches."""
    inputs, proposal = matching.inputs, matching.proposal
    company = Company(inputs, proposal.attendants)
    outcomes = Outcomes([], _reasons(inputs), _general_dues(inputs, proposal), company.visitors())
    for search in inputs.searches:
        actions, due = outcome(search, inputs.panel, inputs.now, inputs.config)
        outcomes.actions.extend([*actions, *_tell(search.case, _missing_for(search, company, inputs.panel))])
        outcomes.dues.append(due)
    for case in inputs.assigned_cases:
        wakes, due = wake_up(case, case.active_at + inputs.config.silent_ms, inputs.now)
        missing = Missing.arrival if case.case_id in proposal.silent_ids else None
        outcomes.actions.extend([*wakes, *_tell(case, missing)])
        outcomes.dues.append(due)
    return outcomes


def _reasons(inputs: MatchInput) -> dict[str, Why]:
    return {
        offer.offer_id: match.why
        for search in inputs.searches
        if search.matches
        for offer, match in zip(make_offers(search, inputs.now), search.matches, strict=True)
    }


def _general_dues(inputs: MatchInput, proposal: Proposal) -> list[Millis]:
    """The end of a duty can empty the panel that a case waits for; who is expected is looked for again."""
    ends = [counsel.duty_until for counsel in inputs.panel.counsel.values() if counsel.duty_until is not None]
    dues = ends if inputs.searches else []
    if proposal.look_again and (inputs.searches or proposal.outlook.waiting):
        dues.append(inputs.now + inputs.config.look_again_ms)
    return dues


def _tell(case: Case, missing: Missing | None) -> list[Tell]:
    return [Tell(case.case_id, case.version, missing)] if missing != case.missing else []


def _missing_for(search: CaseSearch, company: Company, panel: Panel) -> Missing:
    """The first that stands between the person and a counsel. The same as last time in the same company."""
    if not search.idle:
        return Missing.answer
    around = company.around(search.case)
    if search.missing is None or search.missing[0] != around:
        search.missing = around, _missing_among(search, around, panel)
    return search.missing[1]


def _missing_among(search: CaseSearch, around: Around, panel: Panel) -> Missing:
    """Of those who ring or come for anybody at the place, only those matter who could be given this case."""
    if panel.has_fit(around.callees, search.case):
        return Missing.answer
    if panel.has_fit(around.attendants, search.case):
        return Missing.no_time
    return _obstacle(search, panel)


def _obstacle(search: CaseSearch, panel: Panel) -> Missing:
    """Why nobody comes whom she could be given to."""
    if not panel.servers(search.case.area):
        return Missing.duty
    takers = panel.takers(search.case.area)
    if not takers:
        return Missing.no_capacity
    if search.prospects:
        return Missing.elsewhere
    return Missing.no_acceptance if takers <= search.case.admitted else Missing.access
