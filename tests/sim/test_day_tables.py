"""Real days from published tables: nobody gets lost, and what cannot be placed is said."""

import json
from collections import Counter
from pathlib import Path

import pytest

from habeas.sim.day_tables import EVENTS, real_day
from habeas.sim.gazetteer import DISTRICTS, STATIONS, BadData, gazetteer
from tests.sim.play import A, simulate

DATA = Path(__file__).parents[3] / "shared" / "data"
here = pytest.mark.skipif(not DATA.is_dir(), reason="the published tables are not on this machine")
_STATIONS = """id,name,lon,lat,detained
1,ОВД Басманный,37.66,55.77,30
2,ОВД Щукинское,37.45,55.81,10
3,ОВД Далёкий,43.9,56.2,99
"""
_DISTRICTS = """name,okrug,lon,lat
Басманный,ЦАО,37.67,55.76
Щукино,СЗАО,37.47,55.80
Тёплый Стан,ЮЗАО,37.48,55.63
Выхино-Жулебино,ЮВАО,37.82,55.69
Нагатино-Садовники,ЮАО,37.64,55.67
Нагатинский Затон,ЮАО,37.68,55.68
"""
_OLD = "event_id,date,detained\n1,05.12.2011,40\n"
_NEW = """event_id,date,detained,stations
1,2017-03-26,60,Басманный;Теплый стан;Отдел полиции Лужники
2,2017-03-26,7,
3,2017-03-26,5,Нагатинское
4,2018-05-05,3,ЩУКИНО
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    texts = {STATIONS: _STATIONS, DISTRICTS: _DISTRICTS, EVENTS[0]: _OLD, EVENTS[1]: _NEW}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("published", "found"),
    [
        ("Басманный", "ОВД Басманный"),
        ("щукино", "ОВД Щукинское"),
        ("Отдел МВД России по району Тёплый Стан", "Тёплый Стан (district)"),
        ("Теплый Стан", "Тёплый Стан (district)"),
        ("Выхино", "Выхино-Жулебино (district)"),
        ("Далёкий", None),
        ("Нагатинское", None),
        ("Отдел полиции", None),
    ],
)
def test_a_place_is_found_by_its_name_or_not_at_all(data: Path, published: str, found: str | None) -> None:
    place = gazetteer(data).place(published)
    assert (place and place.name) == found


def test_everybody_detained_is_somewhere(data: Path) -> None:
    real = real_day(data, "2017-03-26", A)
    day = real.day(1, 5, A)
    names = [place.name for place in day.map.stations]
    assert Counter(names[one.station] for one in day.clients) == {
        "ОВД Басманный": 36,
        "Тёплый Стан (district)": 36,
    }
    assert [one.okrug for one in day.map.stations] == ["ЦАО", "ЮЗАО"]
    assert len(day.lawyers) == 5


def test_what_could_not_be_placed_is_named_and_counted(data: Path) -> None:
    real = real_day(data, "2017-03-26", A)
    assert real.unknown_places == (
        "Отдел полиции Лужники (about 20 people)",
        "a row that names no station (7 people)",
        "Нагатинское (about 5 people)",
    )
    assert "72 people were detained in 3 events; 4 places are named" in real.notes[0]


def test_a_day_without_any_place_is_spread_as_people_were_counted(data: Path) -> None:
    day = real_day(data, "2011-12-05", A).day(1, 5, A)
    names = [place.name for place in day.map.stations]
    assert Counter(names[one.station] for one in day.clients) == {"ОВД Басманный": 30, "ОВД Щукинское": 10}


def test_seeds_move_the_hours_not_the_people(data: Path) -> None:
    real = real_day(data, "2017-03-26", A)
    one, same, other = real.day(1, 5, A), real.day(1, 5, A), real.day(2, 5, A)
    assert one == same != other
    assert len(one.clients) == len(other.clients)
    assert one.map == other.map


@pytest.mark.parametrize(
    ("date", "says"), [("26.03.2017", "not a date"), ("2017-03-27", "nobody was detained on that day")]
)
def test_a_day_that_is_not_in_the_tables_is_refused(data: Path, date: str, says: str) -> None:
    with pytest.raises(BadData, match=says):
        real_day(data, date, A)


def test_a_table_without_its_columns_is_refused(data: Path) -> None:
    (data / STATIONS).write_text("name\nx\n")
    with pytest.raises(BadData, match="needs the columns name, lon, lat, detained"):
        real_day(data, "2017-03-26", A)


@here
def test_a_day_that_was_is_played() -> None:
    result = simulate(
        "--day",
        "2018-09-09",
        "--data",
        str(DATA),
        "--counsel",
        "12",
        "--seeds",
        "1",
        "--jobs",
        "1",
        "--json",
        "-",
    )
    found = json.loads(result.stdout)
    assert found["scenario"] == "2018-09-09"
    assert found["policies"]["pooled"]["reached_within_limit"] > 0.5


@here
def test_a_great_day_that_was_keeps_all_its_people() -> None:
    real = real_day(DATA, "2017-03-26", A)
    assert len(real.day(1, 60, A).clients) == 1_060
    assert len(real.map.stations) == 49
    assert [name.split(" (")[0] for name in real.unknown_places] == ["Отдел полиции по охране с/к «Лужники»"]
