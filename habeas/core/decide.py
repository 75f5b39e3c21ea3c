"""What is due on a board at a moment. Pure: the same board and moment give the same decision.

A rule of matching says who is asked for what, and which cases go to who is at the place or coming: the one of
the house, or another to compare it with. Whatever it says, for a case that nobody has:

- A step of the plan begins when its first offer is made and lasts its seconds, and so does each offer made
  in it. Who declines is replaced at once; the other has her full seconds, beside the next step if need be.
- When the last step has ended, or when there is nobody to ask and no phone is ringing, the desk is asked.
  Counsel who only have another offer on their phones are waited for, no longer than the plan lasts in all.
- At the desk a case goes on being offered, at the pace of its step, to whoever is eligible and was not asked.
- Who is at the place, comes or is asked to visits it, and should be let into all cards there. When fewer can
  be asked than the plan's last step asks at once, the case names others on duty, too.

Drills are decided by themselves, beside all this. In a flood most of those who show nothing wait in line and
are not looked at (core/line.py).
"""

from collections.abc import Mapping

from habeas.core.actions import Action, Decision, Expire
from habeas.core.apply_actions import foreseen
from habeas.core.board import Board
from habeas.core.claims import claim, open_cases
from habeas.core.config import DEFAULT, Config
from habeas.core.drills import drill_rule, join_decisions, split_board
from habeas.core.line import form_line, join_line
from habeas.core.matching import NO_TURNS, DecisionCache, Rule, house_rule, offers_at, outcomes_of, run_rounds
from habeas.core.time import Millis


def decide(
    board: Board,
    now: Millis,
    config: Config = DEFAULT,
    rule: Rule = house_rule,
    cache: DecisionCache | None = None,
) -> Decision:
    """All that is due at `now`. Applying it whole and deciding again at the same moment adds nothing.

    `cache` makes the next decision quicker, and changes none.
    """
    real, drills = split_board(board)
    line = form_line(real, now, config)
    decision = join_line(_decide(line.front, now, config, rule, cache, turns=line.turns), line, now, config)
    return join_decisions(decision, _decide(drills, now, config, drill_rule)) if drills.cases else decision


def _decide(
    board: Board,
    now: Millis,
    config: Config,
    rule: Rule,
    cache: DecisionCache | None = None,
    *,
    turns: Mapping[str, int] = NO_TURNS,
) -> Decision:
    endings = _endings(board, now, config)
    matching = run_rounds(foreseen(board, endings, now), now, config, rule, cache, turns=turns)
    outcomes = outcomes_of(matching)
    return Decision(
        actions=(*endings, *matching.moves, *outcomes.actions),
        reasons=outcomes.reasons,
        wake_at=min(outcomes.dues, default=None),
        looks=sum(search.looks for search in matching.inputs.searches) + matching.proposal.looks,
        outlook=matching.proposal.outlook,
        visitors=outcomes.visitors,
    )


def _endings(board: Board, now: Millis, config: Config) -> list[Action]:
    """What is over: forgotten cases, and offers whose time is up or that are of no use any more."""
    cases = open_cases(board, now - config.silent_ms)
    expiries = [Expire(case.case_id, case.version) for case in sorted(cases.forgotten, key=claim)]
    unassigned = {case.case_id: case for case in cases.unassigned}
    return [*expiries, *offers_at(board, unassigned, now).endings]
