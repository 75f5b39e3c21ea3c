"""A new fact of a case is written in one place: a field of the struct is a column, kept and read as the rest.

The struct is given more fields before anything else looks at it, so this runs in an interpreter of its own.
"""

import subprocess
import sys
from pathlib import Path

NEW_FACTS = """
import sys
from enum import StrEnum

from msgspec import structs

from habeas.core import states
from habeas.core.time import Millis


class Weather(StrEnum):
    rain = "rain"
    snow = "snow"


class Case(states.Case, frozen=True, kw_only=True):
    weather: Weather | None = None
    witnesses: frozenset[str] = frozenset()
    called_at: Millis | None = None
    at_night: bool = False
    floor: int = 0
    gate: str | None = None


states.Case = Case

from sqlalchemy import insert, inspect

from habeas.core.board import CaseChange
from habeas.core.plan import Plan, Step
from habeas.store import board, cases, sqlite, tables, views
from habeas.store.intake import NewCase, NewPress, take_in
from habeas.store.owners import NewOwner
from habeas.store.tx import Tx

NEW = ("weather", "witnesses", "called_at", "at_night", "floor", "gate")
case = structs.replace(
    states.new_case(
        case_id="a" * 22,
        area="centre",
        need=states.Need.detained,
        urgency=states.Urgency.now,
        language="en",
        admitted=frozenset({"b" * 22}),
        plan=Plan(steps=(Step(1, 45),)),
        now=1_000,
    ),
    weather=Weather.rain,
    witnesses=frozenset({"b" * 22, "c" * 22}),
    called_at=1_000,
)
engine = sqlite.open_engine(f"sqlite:///{sys.argv[1]}", write=True)
with engine.begin() as conn:
    tables.metadata.create_all(conn)
    conn.execute(insert(tables.counter), {"name": "changed", "value": 0})
    columns = {column["name"]: column["nullable"] for column in inspect(conn).get_columns("case_")}
    assert [columns[name] for name in NEW] == [True, False, True, False, False, True], columns

with engine.begin() as conn:
    owner = NewOwner(case.case_id, "t" * 43, "c" * 43, "d" * 43)
    take_in(Tx(conn), [NewPress(NewCase(case, "h" * 43, "card", "file", ()), owner)])
    assert cases.by_id(conn, case.case_id) == case

later = structs.replace(case, version=2, weather=None, witnesses=frozenset(), floor=7, gate="B")
with engine.begin() as conn:
    assert cases.save(Tx(conn), [CaseChange(1, later)]) == []
    assert cases.save(Tx(conn), [CaseChange(1, structs.replace(later, floor=8))]) == [case.case_id]
    assert cases.by_id(conn, case.case_id) == later
    assert board.board_delta(conn, None).cases == [later]
    assert views.case_view(conn, case.case_id).case == later
"""


def test_a_field_of_the_struct_is_a_column_that_is_written_compared_and_read(tmp_path: Path) -> None:
    command = [sys.executable, "-c", NEW_FACTS, str(tmp_path / "habeas.db")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
