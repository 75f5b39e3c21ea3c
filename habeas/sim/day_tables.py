"""Reads a real day from published tables, and says what in them could not be placed."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from habeas.sim.assumptions import SCENARIOS, Assumptions
from habeas.sim.city import Map, Station
from habeas.sim.gazetteer import BadData, Gazetteer, gazetteer, rows
from habeas.sim.realday import Group, RealDay

EVENTS = ("moscow_detention_days_2011_2012.csv", "moscow_detention_days_2017_2018.csv")
# Counsel on a real day unless said otherwise: nothing is published of that.
COUNSEL = 60
# People come in the buses and over the hours of the drawn mass day.
LIKE = "mass"


@dataclass(frozen=True, slots=True)
class _Event:
    """named: the stations in the row; placed: those on the map, with how many names each stands for."""

    people: int
    named: tuple[str, ...]
    placed: Counter[Station]


def real_day(folder: Path, date: str, a: Assumptions) -> RealDay:
    """The day of an ISO date from the tables in `folder`. Raises BadData."""
    known = gazetteer(folder)
    events = [_event(row, known) for row in _rows_of(folder, date)]
    everywhere = sum((Counter(event.placed) for event in events), Counter[Station]()) or _usual_places(known)
    index = {one: number for number, one in enumerate(everywhere)}
    groups = tuple(
        Group(event.people, tuple((index[one], n) for one, n in (event.placed or everywhere).items()))
        for event in events
    )
    return RealDay(
        name=date,
        map=Map(tuple(everywhere), known.district_areas(), known.okrug_areas(), a.city.radius_km),
        groups=groups,
        like=a.scenarios.get(LIKE, SCENARIOS[LIKE]),
        unknown_places=tuple(
            dict.fromkeys(text for event in events for text in _unknown_names(event, known))
        ),
        notes=_notes(events, known),
    )


def _rows_of(folder: Path, date: str) -> list[dict[str, str]]:
    """Of all tables, in their order."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", date) is None:
        raise BadData(f"{date}: not a date like 2017-03-26")
    found = [
        row
        for name in EVENTS
        for row in rows(folder / name, "event_id", "date", "detained")
        if _iso(row["date"]) == date
    ]
    if not any(int(row["detained"]) for row in found):
        raise BadData(f"{date}: nobody was detained on that day by the tables in {folder}")
    return found


def _iso(date: str) -> str:
    """The older table writes 05.12.2011."""
    return "-".join(reversed(date.split("."))) if "." in date else date


def _event(row: dict[str, str], known: Gazetteer) -> _Event:
    named = tuple(name.strip() for name in (row.get("stations") or "").split(";") if name.strip())
    placed = Counter(place for name in named if (place := known.place(name)) is not None)
    return _Event(int(row["detained"]), named, placed)


def _usual_places(known: Gazetteer) -> Counter[Station]:
    """No row of the day names a place: by the people who were counted at each station over two years."""
    return Counter({known.station(name): people for name, people in known.counted.items()})


def _unknown_names(event: _Event, known: Gazetteer) -> list[str]:
    """Each name not found, and each row without names, with the people it stands for."""
    if not event.named:
        return [f"a row that names no station ({event.people} people)"]
    each = event.people / len(event.named)
    return [f"{name} (about {each:.0f} people)" for name in event.named if known.place(name) is None]


def _notes(events: list[_Event], known: Gazetteer) -> tuple[str, ...]:
    named = list(dict.fromkeys(name for event in events for name in event.named))
    places = [place for name in named if (place := known.place(name)) is not None]
    stand_ins = sum(place.name not in known.stations for place in places)
    people = sum(event.people for event in events)
    lost = sum(1 for event in events if not event.placed)
    notes = [
        f"{people} people were detained in {_events(len(events))}; {len(named)} places are named: "
        f"{len(places) - stand_ins} are known stations, for {stand_ins} the middle of a district stands in, "
        f"{len(named) - len(places)} could not be placed."
    ]
    if len(places) < len(named):
        notes.append(
            "The people of places that could not be placed are spread over the others of their event."
        )
    if lost and places:
        notes.append(
            f"The people of {_events(lost)} with no known place are spread over all places of the day."
        )
    if not places:
        notes.append("No place is known: people are spread over stations as counted there in 2011 to 2013.")
    return tuple(notes)


def _events(number: int) -> str:
    return "1 event" if number == 1 else f"{number} events"
