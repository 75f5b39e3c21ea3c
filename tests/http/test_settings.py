"""Settings: what `habeas init` writes can be served; a mistake is told in one line."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from habeas.cli import main
from habeas.commands.settings import Settings
from habeas.core.config import DEFAULT
from habeas.core.states import Need, Urgency
from habeas.settings import BadSettings, gaps, load, origin_of
from tests.fakes.organisation import FakeOrganisation

LEAST = 'organisation = "a"\nname = "A"\npublic_url = "https://a.example"\n'
AREA = '[[areas]]\narea = "north"\nname = { en = "North", ru = "Север" }\nlat = 1\nlon = 2\n'


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "habeas.toml"
    file.write_text(text, "utf-8")
    return file


def signers(organisation: FakeOrganisation, count: int) -> str:
    return "".join(
        f'[[signers]]\nkid = "{one.kid}"\nx = "{one.x}"\ny = "{one.y}"\n'
        for one in organisation.signers[:count]
    )


def test_a_fresh_instance_has_the_defaults_and_says_what_it_lacks(tmp_path: Path) -> None:
    made = CliRunner().invoke(main, ["init", str(tmp_path / "new"), "--public-url", "https://help.example"])
    assert made.exit_code == 0
    instance = load(tmp_path / "new" / "habeas.toml")
    defaults = Settings(organisation="", name="", public_url="", rp_id="", origin="")
    assert instance.settings.plan == defaults.plan
    assert instance.settings.limits == defaults.limits
    assert instance.settings.retention == defaults.retention
    assert instance.settings.capacity == defaults.capacity
    assert instance.settings.rp_id == "help.example"
    assert instance.database == tmp_path / "new" / "habeas.db"
    assert [gap.split(":")[0] for gap in gaps(instance.settings)] == [
        "no [[signers]]",
        "no [[areas]]",
        "no [[hotlines]]",
    ]


def test_the_examples_in_a_fresh_file_are_themselves_right(tmp_path: Path) -> None:
    CliRunner().invoke(main, ["init", str(tmp_path)])
    file = tmp_path / "habeas.toml"
    examples = []
    for line in file.read_text("utf-8").splitlines():
        is_example = line.startswith(("# [", "# kid", "# x =", "# y =")) or (
            line.startswith("# ") and " = " in line
        )
        examples.append(line.removeprefix("# ") if is_example else line)
    text = "\n".join(examples)
    for example, real in zip(('kid = "..."', 'x = "..."', 'y = "..."'), key_lines(), strict=True):
        text = text.replace(example, real)
    settings = load(written(tmp_path, text.replace("threshold = 2", "threshold = 1"))).settings
    assert (len(settings.areas), len(settings.places), len(settings.hotlines)) == (2, 1, 1)
    assert settings.travel["north"]["centre"] == 35
    assert settings.dispatch == DEFAULT
    assert gaps(settings) == []


def test_the_organisations_numbers_change_only_what_they_name(tmp_path: Path) -> None:
    text = "[dispatch]\nlimit_minutes = 90\nbriefing = true\n[dispatch.weights.need]\ndetained = 6\n"
    dispatch = load(written(tmp_path, LEAST + text)).settings.dispatch
    assert (dispatch.limit_minutes, dispatch.briefing) == (90, True)
    assert dispatch.consult_minutes == DEFAULT.consult_minutes
    assert dispatch.weights.need == {**DEFAULT.weights.need, Need.detained: 6}
    assert dispatch.weights.urgency[Urgency.now] == DEFAULT.weights.urgency[Urgency.now]


def key_lines() -> list[str]:
    return signers(FakeOrganisation(), 1).splitlines()[1:]


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    file = written(tmp_path, "mine")
    again = CliRunner().invoke(main, ["init", str(tmp_path)])
    assert again.exit_code == 2
    assert "exists already" in again.stderr
    assert file.read_text() == "mine"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("organisation = ", "Invalid value"),
        ('organisation = "a"\n', "name"),
        (LEAST + "portt = 1\n", "portt"),
        (LEAST.replace("https://a.example", "http://a.example"), "https"),
        (LEAST.replace("https://a.example", "https://a.example/x"), "public_url"),
        (LEAST + "[dispatch]\nlimit_minutes = 0\n", "limit_minutes"),
        (LEAST + "[dispatch]\naccept_base = 1.5\n", "accept_base"),
        (LEAST + "[dispatch]\nhold_seconds = 5\n", "hold_seconds"),
        (LEAST + "[dispatch.weights.need]\ndetained = -1\n", "dispatch.weights.need"),
        (LEAST + "capacity = 0\n", "capacity"),
        (LEAST + "[retention]\nclosed_days = 'x'\n", "closed_days"),
        (LEAST + "[limits]\nsession_hours = 0\n", "[limits] session_hours = 0: it is at least 1"),
        (LEAST + "[limits]\nbody_bytes = 20000\n", "[limits] body_bytes = 20000: it is at least"),
        (LEAST + "[limits]\nknown_after_days = 4\n", "known_after_days = 4: it is at most 3"),
        (LEAST + "[limits]\npress_bytes = 100\n", "press_bytes"),
        (LEAST + "[retention]\nclosed_days = -1\n", "[retention] closed_days = -1: it is at least 1"),
        (LEAST + "[[plan]]\nat_once = 0\nseconds = 60\n", "at once"),
        (LEAST + AREA + AREA, "area north is there twice"),
        (
            LEAST + '[[places]]\nplace = "p"\narea = "x"\nname = { en = "P", ru = "П" }\n',
            "place p names the area x",
        ),
        (LEAST + AREA + "[travel]\nnorth = { south = 3 }\n", "[travel] names the area south"),
        (
            LEAST + f'[[signers]]\nkid = "{"A" * 43}"\nx = "{"B" * 43}"\ny = "{"C" * 43}"\n',
            "kid does not fit",
        ),
        (LEAST + AREA.replace("lat = 1", "lat = 155.85"), "area north: lat = 155.85"),
        (LEAST + AREA.replace("lon = 2", "lon = nan"), "area north: lon = nan"),
        (LEAST + 'languages = ["english"]\n', 'languages: "english"'),
        (LEAST + signers(FakeOrganisation(), 1), "threshold is 2 but there are 1"),
    ],
)
def test_a_mistake_is_told_in_one_line(tmp_path: Path, text: str, told: str) -> None:
    file = written(tmp_path, text)
    with pytest.raises(BadSettings):
        load(file)
    served = CliRunner().invoke(main, ["serve", "--settings", str(file)])
    assert served.exit_code == 2
    assert served.stderr.count("\n") == 1
    assert told in served.stderr
    assert str(file) in served.stderr


def test_a_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    served = CliRunner().invoke(main, ["serve", "--settings", str(tmp_path / "no.toml")])
    assert (served.exit_code, served.stderr.count("\n")) == (2, 1)
    assert all(part in served.stderr for part in ("habeas init", "--settings"))


@pytest.mark.parametrize(
    "url", ["https://a.example", "https://a.example:8443/", "http://localhost:8000", "http://127.0.0.1:1"]
)
def test_an_address_is_https_or_on_this_machine(url: str) -> None:
    assert origin_of(url) == url.rstrip("/")


@pytest.mark.parametrize(
    "url", ["a.example", "ftp://a.example", "http://a.example", "https://u@a.example", "https://a.example/?x"]
)
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match="public_url"):
        origin_of(url)


@pytest.mark.parametrize(
    "verb", ["", "init", "serve", "invite", "backup", "openapi", "diagram", "roster", "demo"]
)
def test_every_verb_explains_itself(verb: str) -> None:
    told = CliRunner().invoke(main, [*verb.split(), "--help"])
    assert told.exit_code == 0
    assert len(told.output.splitlines()) > 5
