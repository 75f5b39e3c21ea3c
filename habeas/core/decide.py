"""What is due on a board at a moment. Pure: the same board and moment give the same decision.

A rule of matching says who is asked for what, and which cases go to who is at the place or coming: the pooled
one of the house, or another to compare it with. Whatever it says, for a case that nobody has:

- A step of the plan begins when its first offer is made and lasts its seconds, and so does each offer made
  in it. Who declines is replaced at once; the other has her full seconds, beside the next step if need be.
- When the last step has ended, or when there is nobody to ask and no phone is ringing, the desk is asked.
  Counsel who only have another offer on their phones are waited for, no longer than the plan lasts in all.
- At the desk a case goes on being offered, at the pace of its step, to whoever is eligible and was not asked.
- Who is at the place, comes or is asked to and cannot open the card is named for resealing; others on duty,
  too, when fewer can open it than the plan's last step asks at once.

Drills are decided by themselves, beside all this.
"""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from habeas.core.actions import Action, Decision, Expire, Tell, Why
from habeas.core.board import Board, Offer
from habeas.core.case import OPEN, UNASSIGNED, Case, Missing, Urgency
from habeas.core.config import DEFAULT, Config
from habeas.core.drills import apart, in_turn, together
from habeas.core.matching import pooled
from habeas.core.moves import Move, Moves
from habeas.core.panel import NOBODY, Names, Panel, panel_of
from habeas.core.places import key_of
from habeas.core.ringing import ringing
from habeas.core.scene import Known, Proposal, Rule, Scene
from habeas.core.settle import foreseen
from habeas.core.time import Millis
from habeas.core.turn import Turn, offers_made, outcome, turn_of, waking

PRESSING = {Urgency.now: 0, Urgency.today: 1, Urgency.soon: 2}
# A case that is given away or taken back changes who can be given what; a few rounds settle it, seldom more.
MOST_ROUNDS = 12


def decide(board: Board, now: Millis, config: Config = DEFAULT, rule: Rule = pooled) -> Decision:
    """All that is due at `now`. Applying it whole and deciding again at the same moment adds nothing."""
    real, drills = apart(board)
    decision = _decide(real, now, config, rule)
    return together(decision, _decide(drills, now, config, in_turn)) if drills.cases else decision


def _decide(board: Board, now: Millis, config: Config, rule: Rule) -> Decision:
    waiting, _, forgotten = _sorted_out(board, now - config.silent_ms)
    settled: list[Action] = [Expire(case.case_id, case.version) for case in forgotten]
    settled += ringing(board, {case.case_id: case for case in waiting}, now).ended
    moves, scene, proposal = _moved(foreseen(board, settled, now), now, config, rule)
    told, dues = _outcomes(scene, proposal)
    return Decision(
        actions=(*settled, *moves, *told),
        explain=_explained(scene.turns, now),
        wake_at=min(dues, default=None),
        weighed=sum(turn.weighed for turn in scene.turns) + proposal.weighed,
        outlook=proposal.outlook,
    )


def _moved(board: Board, now: Millis, config: Config, rule: Rule) -> tuple[list[Move], Scene, Proposal]:
    """Who is given away or taken back, and what the rule says once that is done."""
    moves, known = Moves(board), Known()
    scene = _scene(board, now, config, known)
    proposal = rule(scene)
    for _ in range(MOST_ROUNDS):
        if proposal.moves:
            moves.take(proposal.moves)
        elif not moves.anew():
            break
        scene = _scene(foreseen(board, moves.net(), now), now, config, known, moves.over)
        proposal = rule(scene)
    return moves.net(), scene, proposal


def _scene(
    board: Board, now: Millis, config: Config, known: Known, over: frozenset[str] = frozenset()
) -> Scene:
    waiting, assigned, _ = _sorted_out(board, now - config.silent_ms)
    rings = ringing(board, {case.case_id: case for case in waiting}, now)
    panel = panel_of(board, rings.standing, now, config.offers_each)
    known.hold_for(panel.roomy)
    turns = [_turn(case, rings.by_case.get(case.case_id, []), panel, now, known.turns) for case in waiting]
    return Scene(board, panel, turns, assigned, now, config, over, known)


def _turn(case: Case, standing: list[Offer], panel: Panel, now: Millis, known: dict[str, Turn]) -> Turn:
    """The one known, unless something has changed or offers were noted in it."""
    turn = known.get(case.case_id)
    if turn is None or turn.case is not case or turn.made or turn.standing != standing:
        turn = known[case.case_id] = turn_of(case, standing, panel, now)
    return turn


def _outcomes(scene: Scene, proposal: Proposal) -> tuple[list[Action], list[Millis]]:
    """What the plans say of each case with the offers made to it, and when something is due again."""
    actions: list[Action] = []
    dues = _duty_ends(scene.panel, scene.turns)
    rings: dict[str, set[str]] = {}
    for turn in scene.turns:
        if not turn.idle:
            rings.setdefault(key_of(turn.case), set()).update(turn.ringing)
    for turn in scene.turns:
        place = key_of(turn.case)
        comes, rung = proposal.comes.get(place, NOBODY), rings.get(place, NOBODY)
        told, due = outcome(turn, comes.union(rung), scene.panel, scene.now, scene.config)
        missing = _missing(turn, rung, comes, scene.panel)
        actions += [*told, *_tell(turn.case, missing)]
        dues.append(due)
    for case in scene.assigned:
        told, due = waking(case, case.active_at + scene.config.silent_ms, scene.now)
        actions += [*told, *_tell(case, Missing.arrival if case.case_id in proposal.silent else None)]
        dues.append(due)
    if proposal.expected and (scene.turns or proposal.outlook.waiting):
        dues.append(scene.now + scene.config.look_again_ms)
    return actions, dues


def _tell(case: Case, missing: Missing | None) -> list[Tell]:
    return [Tell(case.case_id, case.version, missing)] if missing != case.missing else []


def _missing(turn: Turn, rings: AbstractSet[str], comes: Names, panel: Panel) -> Missing:
    """The first that stands between the person and a counsel; `rings`, `comes`: who, for anybody there.

    Only those of them matter who could be given this very case.
    """
    if not turn.idle or panel.fits_any(rings, turn.case):
        return Missing.answer
    if panel.fits_any(comes, turn.case):
        return Missing.time
    return _nobody(turn, panel)


def _nobody(turn: Turn, panel: Panel) -> Missing:
    """Why nobody comes whom she could be given to."""
    if not panel.serving(turn.case.area):
        return Missing.duty
    takers = panel.takers(turn.case.area)
    if not takers:
        return Missing.room
    if turn.prospects:
        return Missing.elsewhere
    return Missing.yes if takers <= turn.case.admitted else Missing.access


def _sorted_out(board: Board, silent_since: Millis) -> tuple[list[Case], list[Case], list[Case]]:
    """The open cases in the order of their claim: unassigned, assigned, and forgotten."""
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
    return sorted(unassigned, key=_claim), sorted(assigned, key=_claim), sorted(forgotten, key=_claim)


def _claim(case: Case) -> tuple[int, int, Millis, str]:
    """The order in which cases ask: the more urgent, the higher ranked, the older; then by id."""
    return PRESSING[case.urgency], -case.rank, case.opened_at, case.case_id


def _explained(turns: Iterable[Turn], now: Millis) -> dict[str, Why]:
    return {
        offer.offer_id: made.why
        for turn in turns
        if turn.made
        for offer, made in zip(offers_made(turn, now), turn.made, strict=True)
    }


def _duty_ends(panel: Panel, turns: list[Turn]) -> list[Millis]:
    """The end of a duty can empty the panel that a case is waiting for."""
    return [one.duty_until for one in panel.counsel.values() if turns and one.duty_until is not None]
