"""`habeas simulate` as a command: what it says, and how it refuses."""

import json
from pathlib import Path

import msgspec
import pytest

from habeas.cli.simulate.options import instance_bounds
from habeas.sim.assumptions import Assumptions
from habeas.sim.bounds import names_without_bounds
from habeas.sim.results import KEYS
from tests.sim.play import simulate, told_in_one_line

SHORT = ("quiet", "--seeds", "1", "--jobs", "1")


def test_it_says_how_people_fared_in_a_table() -> None:
    result = simulate("quiet", "--policy", "taxi", "--policy", "hotline", "--seeds", "1-2", "--jobs", "1")
    assert result.exit_code == 0
    assert result.stderr == ""
    rows = [line.split()[0] for line in result.stdout.splitlines() if "±" in line]
    assert rows == ["quiet:", "taxi", "hotline"]


def test_json_says_all_that_was_asked_and_found(tmp_path: Path) -> None:
    file = tmp_path / "found.json"
    result = simulate(*SHORT, "--policy", "taxi", "--committed", "--places", "tag", "--json", str(file))
    assert "taxi" in result.stdout
    found = json.loads(file.read_text())
    assert list(found) == [
        "scenario", "counsel", "committed", "briefing", "places", "seeds", "unknown_places", "policies",
    ]  # fmt: skip
    assert [found[key] for key in list(found)[:-1]] == ["quiet", 15, True, False, "tag", [1], []]
    taxi = found["policies"]["taxi"]
    assert list(taxi) == [*KEYS, "spread", "runs"]
    assert list(taxi["spread"]) == list(KEYS)
    assert list(taxi["runs"][0]) == ["seed", *KEYS, "day_sha256"]


def test_several_numbers_of_counsel_make_a_list_of_results() -> None:
    result = simulate(*SHORT, "--policy", "taxi", "--counsel", "5,9", "--json", "-")
    found = json.loads(result.stdout)
    assert [one["counsel"] for one in found["results"]] == [5, 9]
    few, many = (one["policies"]["taxi"]["reached_within_limit"] for one in found["results"])
    assert few < many


def test_the_printed_assumptions_can_be_given_back(tmp_path: Path) -> None:
    file = tmp_path / "assumptions.json"
    file.write_text(simulate("--print-config").stdout)
    assert msgspec.json.decode(file.read_bytes(), type=Assumptions) == Assumptions()
    result = simulate(*SHORT, "--policy", "taxi", "--config", str(file))
    assert result.exit_code == 0


def test_a_config_changes_what_it_names_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "slow.toml"
    file.write_text("[road]\nkmh = 11\n[scenarios.tiny]\ncases = 3\ncounsel = 2\narrival_hours = 1\n")
    said = json.loads(simulate("--config", str(file), "--print-config").stdout)
    assert said["road"]["kmh"] == 11
    assert said["road"]["start_minutes"] == 8
    assert list(said["scenarios"]) == ["quiet", "busy", "mass", "tiny"]
    assert simulate("tiny", "--config", str(file), "--seeds", "1", "--jobs", "1").exit_code == 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((*SHORT, "--policy", "uber"), "uber: no policy; there are hotline, broadcast"),
        (("quiet", "--seeds", "8-1"), "--seeds 8-1"),
        (("quiet", "--seeds", "many"), "--seeds many"),
        (("quiet", "--counsel", "0"), "--counsel 0"),
        (("calm",), "calm: no scenario; there are quiet, busy, mass"),
        ((), "say either a scenario"),
        (("quiet", "--day", "2017-03-26"), "say either a scenario"),
        (("--day", "2017-03-26"), "--data DIR"),
        (("--day", "2017-03-26", "--data", "nowhere"), "nowhere/moscow_stations.csv: cannot be read"),
        (("quiet", "--config", "nowhere.toml"), "nowhere.toml: cannot be read"),
        ((*SHORT, "--report", "nowhere/report.html"), "nowhere/report.html: cannot be written (No such file"),
        ((*SHORT, "--json", "nowhere/found.json"), "nowhere/found.json: cannot be written (No such file"),
        ((*SHORT, "--json", "."), ".: cannot be written (Is a directory)"),
        (("--json", "quiet"), "--json quiet: is that the file, or what to play?"),
        (("plan", "--json", "busy"), "--json busy: is that the file, or what to play?"),
        (("plan", "quiet", "--within", "soon"), "--within soon"),
        (("plan", "quiet", "--policy", "all"), "one policy"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(words: tuple[str, ...], says: str) -> None:
    assert says in told_in_one_line(simulate(*words))


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.toml", "[road]\nspeed = 3\n", "unknown field `speed`"),
        ("a.json", '{"road": {"kmh": "fast"}}', "$.road.kmh"),
        ("a.json", "{", "a.json"),
        ("a.json", " \n", "a.json: is empty; --print-config prints all that it may say"),
        ("a.toml", "[road]\nkmh = 0", "road.kmh is 0: say a number from 0.5 to 1000"),
        ("a.toml", "[road]\nkmh = nan", "road.kmh is nan: say a number from 0.5 to 1000"),
        (
            "a.toml",
            "[dispatch]\nlimit_minutes = 0",
            "dispatch.limit_minutes is 0: say a number above 0, up to 10080",
        ),
        ("a.toml", "[dispatch]\nside_by_side = 0", "dispatch.side_by_side is 0: say a number from 1 to 100"),
        ("a.toml", "[dispatch]\nconsult_minutes = 0", "dispatch.consult_minutes is 0: say a number above 0"),
        ("a.toml", "[dispatch]\nnewcomers = 0", "dispatch.newcomers is 0: say a number from 1 to 100"),
        (
            "a.toml",
            "[dispatch.weights.need]\nsearch = -1",
            "dispatch.weights.need.search is -1: say a number",
        ),
        ("a.toml", "[clients]\ncriminal = 3", "clients.criminal is 3: say a number from 0 to 1"),
        ("a.toml", "[clients]\ncriminal = 0.7\nminor = 0.7", "are 1.4 together"),
        (
            "a.toml",
            "[clients]\nheld_hours = [5, 3]",
            "clients.held_hours is 5 to 3: the smaller number comes first",
        ),
        ("a.toml", "capacity = 0", "capacity is 0: say a number from 1 to 10000"),
        (
            "a.json",
            '{"scenarios": {"odd": {"cases": 9, "counsel": 2, "arrival_hours": 1, "buses": [9, 2]}}}',
            "scenarios.odd.buses is 9 to 2: the smaller number comes first",
        ),
        (
            "a.json",
            '{"scenarios": {"odd": {"cases": 9, "counsel": 2, "arrival_hours": 1, "stations": 0}}}',
            "scenarios.odd.stations is 0: say a number from 1 to 5000",
        ),
    ],
)
def test_a_config_that_is_not_understood_is_refused(tmp_path: Path, name: str, text: str, says: str) -> None:
    (tmp_path / name).write_text(text)
    assert says in told_in_one_line(simulate("quiet", "--config", str(tmp_path / name)))


def test_every_number_has_bounds() -> None:
    assert names_without_bounds(instance_bounds()) == []


def test_what_is_found_to_be_writable_is_not_written_yet(tmp_path: Path) -> None:
    file = tmp_path / "found.json"
    assert told_in_one_line(simulate("calm", "--seeds", "1", "--json", str(file)))
    assert not file.exists()
    file.write_text("kept")
    assert told_in_one_line(simulate("calm", "--seeds", "1", "--json", str(file)))
    assert file.read_text() == "kept"


def test_the_assumptions_can_be_printed_into_a_file(tmp_path: Path) -> None:
    file = tmp_path / "assumptions.json"
    assert simulate("--print-config", "--json", str(file)).stdout == ""
    assert msgspec.json.decode(file.read_bytes(), type=Assumptions) == Assumptions()


def test_help_teaches_by_examples() -> None:
    for words in (("--help",), ("plan", "--help")):
        assert simulate(*words).stdout.count("  habeas simulate ") >= 2
