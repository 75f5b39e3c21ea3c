"""Days on which things go wrong, through the real database; and that what is broken is found."""

import pytest
from click.testing import CliRunner
from msgspec import structs

from habeas.cli import main
from habeas.core.board import Board
from habeas.core.case import State
from habeas.sim.faults import Broken, check
from tests.core.make import NOW, a_board, a_case, a_counsel, run


def test_a_day_with_faults_and_restarts_keeps_every_promise() -> None:
    told = CliRunner().invoke(main, ["simulate", "faults", "quiet", "--seeds", "4"])
    assert told.exit_code == 0, told.output
    assert "every promise held" in told.output
    assert " 0 restarts" not in told.output


def ringing() -> Board:
    board, _ = run(a_board([a_case()], [a_counsel("ann"), a_counsel("bea")]))
    check(board, NOW)
    return board


def test_a_case_that_never_wakes_is_found() -> None:
    board = ringing()
    asleep = structs.replace(board.cases["case"], wake_at=None)
    with pytest.raises(Broken, match="neither wakes"):
        check(structs.replace(board, cases={"case": asleep}), NOW)


def test_half_an_assignment_is_found() -> None:
    board = ringing()
    half = structs.replace(board.cases["case"], state=State.accepted)
    with pytest.raises(Broken, match="half assigned"):
        check(structs.replace(board, cases={"case": half}), NOW)


def test_a_phone_that_rings_in_vain_is_found() -> None:
    with pytest.raises(Broken, match="rings for case in vain"):
        check(structs.replace(ringing(), cases={}), NOW)


def test_wrong_loads_are_found() -> None:
    board = ringing()
    wrong = {**board.counsel, "bea": structs.replace(board.counsel["bea"], load=2)}
    with pytest.raises(Broken, match="loads"):
        check(structs.replace(board, counsel=wrong), NOW)
