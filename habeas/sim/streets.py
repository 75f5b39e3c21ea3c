"""Where people are, and what counsel do: go, wait at the door, sit with clients, go on."""

from typing import TYPE_CHECKING

from habeas.core.board_events import BoardEvent, DutySet, OnCase, PlaceTagged
from habeas.core.states import ASSIGNED, Case, Disposition
from habeas.core.time import MINUTE_MS
from habeas.core.transitions import Arrived, Cancelled, Closed, EnRoute, EntryRefused, HandedBack
from habeas.sim.city import way_minutes
from habeas.sim.day import Client
from habeas.sim.people import Hands

if TYPE_CHECKING:
    from habeas.sim.world import World

NOT_THERE = "other"


class Streets:
    """where: the station a person is at (None: let go); told: the one she is believed to be at.

    with_her: the counsel who is with her now. What counsel do follows from what their phones showed them.
    """

    def __init__(self, world: "World") -> None:
        self._world = world
        self._hands: dict[str, Hands] = {}
        self._where: dict[str, int | None] = {}
        self._told: dict[str, int] = {}
        self._with_her: dict[str, str] = {}
        self._clients: dict[str, Client] = {}

    def enrol(self, hands: Hands) -> None:
        self._hands[hands.lawyer.name] = hands

    def bring(self, client: Client) -> None:
        """She has pressed; later she may be brought elsewhere."""
        self._clients[client.name] = client
        self._where[client.name], self._told[client.name] = client.station, client.told
        self._world.at(client.let_go_at, self._let_go, client.name)
        if client.moved is not None:
            self._world.at(client.moved[1], self._move, client.name, client.moved[0])

    def place_of(self, case_id: str) -> int:
        """Where she is believed to be."""
        return self._told[case_id]

    def minutes_to(self, who: str, case_id: str) -> float:
        """What she reckons when she is asked."""
        there = self._world.day.map.stations[self._told[case_id]].spot
        return self._world.policy.way(way_minutes(self._hands[who].spot, there, self._world.policy.road))

    def see(self, who: str, case_ids: list[str]) -> None:
        """Her phone shows what is true of these cases now: hers, or not."""
        hands, cases = self._hands[who], self._world.board.cases
        if hands.gone:
            return
        for case_id in case_ids:
            case = cases.get(case_id)
            if case is None or case.counsel != who or case.state not in ASSIGNED:
                hands.queue.pop(case_id, None)
            elif case_id not in hands.busy:
                hands.queue[case_id] = case
        # Whose client is done looks up for the next by herself.
        if any(case_id in cases for case_id in case_ids):
            self.stir(who)

    def leave(self, who: str) -> None:
        """She ends her duty before its time, hands back what is hers, and goes once her clients are done."""
        hands = self._hands[who]
        self._say(who, DutySet(who, None, None))
        for case_id in sorted(hands.queue):
            self._say(who, OnCase(case_id, HandedBack(who, NOT_THERE)))
        hands.queue.clear()
        hands.gone = True

    def stir(self, who: str) -> None:
        """Her cases have changed, or she has time: what next?"""
        hands = self._hands[who]
        if hands.to is not None:
            return
        if hands.inside:
            self._serve(hands)
        if not hands.busy and hands.to is None and (following := self._next(hands)) is not None:
            if hands.at != self._told[following.case_id]:
                self._go(hands, following)
            elif hands.inside:
                self._serve(hands)

    def _say(self, who: str, board_event: BoardEvent) -> None:
        self._world.by_phone(who, self._world.apply_stored, board_event)

    def _next(self, hands: Hands, station: int | None = None) -> Case | None:
        """The pressing first, then the oldest; at one station only, if that is given."""
        config = self._world.policy.config
        waiting = [
            case for case_id, case in hands.queue.items() if station is None or self._told[case_id] == station
        ]
        lead = {case.case_id for case in waiting if case.expected_at is None} if station is None else set()
        return min(
            waiting,
            key=lambda case: (
                bool(lead) and case.case_id not in lead,
                config.weights.of(case) < config.urgent_weight,
                case.opened_at,
                case.case_id,
            ),
            default=None,
        )

    def _go(self, hands: Hands, case: Case) -> None:
        world, who = self._world, hands.lawyer.name
        hands.trip += 1
        hands.to, hands.at, hands.inside = self._told[case.case_id], None, False
        way = world.lots.way_ms(who, hands.trip, hands.spot, world.day.map.stations[hands.to].spot)
        world.record.travel_minutes += way / MINUTE_MS
        self._say(who, OnCase(case.case_id, EnRoute(who)))
        world.at(world.now + way, self._at_the_door, who)

    def _at_the_door(self, who: str) -> None:
        hands, world = self._hands[who], self._world
        assert hands.to is not None
        hands.at, hands.to = hands.to, None
        hands.spot = world.day.map.stations[hands.at].spot
        entry, kept_out = world.lots.door_ms(who, hands.trip)
        if kept_out and (case := self._next(hands, hands.at)) is not None:
            self._say(who, OnCase(case.case_id, EntryRefused(who)))
        world.at(world.now + entry + kept_out, self._enter, who, hands.trip)

    def _enter(self, who: str, trip: int) -> None:
        hands = self._hands[who]
        if hands.trip == trip and hands.at is not None:
            hands.inside = True
            self.stir(who)

    def _serve(self, hands: Hands) -> None:
        """As many side by side as she can; then who is not there after all is handed back.

        In this order, for who has come to nobody at the place is taken to stay away from all of it.
        """
        missed: list[str] = []
        while (
            len(hands.busy) < self._world.policy.side_by_side
            and (case := self._next(hands, hands.at)) is not None
        ):
            del hands.queue[case.case_id]
            if self._where[case.case_id] == hands.at and case.case_id not in self._with_her:
                self._begin(hands, case.case_id)
            else:
                missed.append(case.case_id)
        for case_id in missed:
            self._miss(hands.lawyer.name, case_id)

    def _begin(self, hands: Hands, case_id: str) -> None:
        world, who = self._world, hands.lawyer.name
        hands.busy.add(case_id)
        self._with_her[case_id] = who
        self._say(who, OnCase(case_id, Arrived(who)))
        fate = world.record.fates[case_id]
        if fate.reached_at is None:
            fate.reached_at, fate.by = world.now, who
        world.at(world.now + world.lots.consult_ms(self._clients[case_id]), self._finish, who, case_id)

    def _finish(self, who: str, case_id: str) -> None:
        self._hands[who].busy.discard(case_id)
        del self._with_her[case_id]
        self._say(who, OnCase(case_id, Closed(Disposition.helped, who, as_desk=False)))
        # She looks up whom the service names next: by then it has decided once more.
        self._world.at(self._world.now + self._world.policy.window_ms + 1, self.stir, who)

    def _miss(self, who: str, case_id: str) -> None:
        self._say(who, OnCase(case_id, HandedBack(who, NOT_THERE)))
        self._learn(case_id)

    def _waits(self, case_id: str) -> bool:
        """Her case is open, and nobody is with her."""
        return case_id in self._world.board.cases and case_id not in self._with_her

    def _move(self, case_id: str, station: int) -> None:
        """Unless somebody is with her already, or it is over."""
        if self._waits(case_id):
            self._where[case_id] = station
            learnt = self._world.policy.learn_ms
            self._world.at(self._world.now + learnt, self._learn, case_id)

    def _let_go(self, case_id: str) -> None:
        """Whoever is with somebody stays with her."""
        if self._waits(case_id):
            self._where[case_id] = None
            self._world.of_case(case_id, self._world.apply_stored, OnCase(case_id, Cancelled()))

    def _learn(self, case_id: str) -> None:
        """It is known now where she is."""
        station, world = self._where[case_id], self._world
        if station is None or not self._waits(case_id) or self._told[case_id] == station:
            return
        self._told[case_id] = station
        moved = PlaceTagged(case_id, world.knowledge.tag(station), world.knowledge.area(station))
        world.of_case(case_id, world.apply_stored, moved)
        if (who := world.board.cases[case_id].counsel) is not None:
            world.by_phone(who, self.stir, who)
