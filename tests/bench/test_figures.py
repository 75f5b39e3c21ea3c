"""Figures are told, judged and kept as they were measured."""

from pathlib import Path

import msgspec
import pytest
from rich.console import Console

from bench.__main__ import measure_all
from bench.durable import Told, Wrong
from bench.figures import Figure, Figures, figure, holds, line, middle, rounded, under_load, write
from bench.instance import Instances
from bench.memory import Memory, told

ROLLUP = """\
00400000-7ffd2 ---p 00000000 00:00 0    [rollup]
Rss:               50000 kB
Pss:               40000 kB
Shared_Clean:       1000 kB
"""


@pytest.mark.parametrize(
    ("value", "goal", "expected"),
    [(2, ">= 2", True), (1.9, ">= 2", False), (9, "<= 9", True), (9.1, "<= 9", False), (9, "none", True)],
)
def test_a_figure_holds_at_its_very_goal(value: float, goal: str, expected: bool) -> None:
    assert holds(value, goal) is expected


def test_a_goal_that_says_nothing_is_a_fault() -> None:
    with pytest.raises(KeyError):
        holds(1, "about 2")


@pytest.mark.parametrize(
    ("value", "expected"), [(12_345.6, 12_346), (99.94, 99.9), (0.123_45, 0.123), (0, 0), (-3.333, -3.33)]
)
def test_three_digits_count(value: float, expected: float) -> None:
    assert rounded(value) == expected


def test_what_is_judged_is_what_is_told() -> None:
    assert figure(1.9996, "times", ">= 2") == Figure(2.0, "times", ">= 2", True)


def test_one_disturbed_round_does_not_speak_for_all() -> None:
    assert middle([3.0, 3.2, 0.1, 3.1, 90.0]) == 3.1


def test_a_line_has_name_value_unit_goal_and_whether_it_holds() -> None:
    judged, compared = line("ratio", figure(1.5, "times", ">= 2")), line("speed", figure(1_500, "presses/s"))
    assert judged.split() == ["ratio", "1.5", "times", ">=", "2", "DOES", "NOT", "HOLD"]
    assert compared.split() == ["speed", "1,500", "presses/s", "none"]


def test_a_part_of_the_figures_leaves_the_others_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    write({"a": figure(1, "times"), "b": figure(2, "times")}, path)
    write({"b": figure(3, "times")}, path, keep=True)
    kept = msgspec.json.decode(path.read_bytes(), type=Figures)
    assert {name: one.value for name, one in kept.items()} == {"a": 1, "b": 3}
    write({"b": figure(3, "times")}, path)
    assert set(msgspec.json.decode(path.read_bytes())) == {"b"}
    fields = {"value", "unit", "goal", "holds", "load_before", "load_after"}
    assert set(msgspec.json.decode(path.read_bytes())["b"]) == fields


def test_a_figure_tells_the_load_of_the_machine_when_its_measure_began_and_ended() -> None:
    (one,) = under_load({"one": figure(2, "times")}, 0.5, 2.25).values()
    assert (one.value, one.load_before, one.load_after) == (2, 0.5, 2.25)


def test_what_was_measured_before_a_fault_is_in_the_file(tmp_path: Path) -> None:
    def ones(_instances: Instances, rounds: int, _told: Told) -> Figures:
        return {"one": figure(rounds, "times")}

    def fault(_instances: Instances, _rounds: int, _told: Told) -> Figures:
        raise Wrong("the service did not answer")

    path, terminal = tmp_path / "results.json", Console(quiet=True)
    with pytest.raises(Wrong):
        measure_all({"ones": ones, "fault": fault}, Instances(tmp_path), 3, terminal, path)
    (one,) = msgspec.json.decode(path.read_bytes(), type=Figures).values()
    assert one.value == 3


def test_memory_is_read_in_megabytes() -> None:
    assert told(ROLLUP) == Memory(rss=51.2, pss=40.96)
