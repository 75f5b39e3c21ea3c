"""Rechnogorsk, a city that does not exist: areas, places, hotlines, travel times.

It lies in the open water of the White Sea, so that no real street can be meant. Its telephone numbers are
from the range that the British regulator keeps free for fiction (01632 960000 to 960999).
"""

from math import cos, hypot, radians
from typing import NamedTuple

from habeas.commands.settings import Area, Hotline, Place

NAME = {"en": "Rechnogorsk legal aid (demo)", "ru": "Правовая помощь Речногорска (демо)"}
LANGUAGES = ("en", "ru", "uk", "uz", "tg", "ka", "az")

_CENTRE = (65.60, 37.40)
_KM_PER_DEGREE = 111.2
_ROAD_OVER_AIR = 1.35
_KM_PER_MINUTE = 0.4
_SET_OUT_MINUTES = 6
_BRIDGE_MINUTES = 9


class Spot(NamedTuple):
    """An area, in kilometres east and north of the old bridge. The river runs at east = 0."""

    area: str
    en: str
    ru: str
    east_km: float
    north_km: float


SPOTS = (
    Spot("old-town", "Old Town", "Старый город", 0.8, 0.2),
    Spot("market", "Market", "Рыночный", 1.9, 1.4),
    Spot("station-side", "Station Side", "Привокзальный", 3.4, -0.6),
    Spot("university", "University", "Университетский", 2.6, 4.1),
    Spot("linden-hill", "Linden Hill", "Липовая гора", 6.2, 2.2),
    Spot("ironworks", "Ironworks", "Заводской", 5.1, -4.8),
    Spot("harbour", "Harbour", "Портовый", -0.9, -3.2),
    Spot("west-bank", "West Bank", "Левобережный", -2.3, 0.5),
    Spot("mills", "Mills", "Мельничный", -3.6, 3.9),
    Spot("airfield", "Airfield", "Аэродромный", -8.4, -1.7),
)

_STATION = ("Police station {}", "Отдел полиции № {}")
_COURT = ("{} district court", "{} районный суд")
_METRO = ("Metro post, {}", "Пост полиции в метро «{}»")

# (area, slug, English, Russian): where people are taken to.
_PLACES = (
    ("old-town", "police-1", _STATION[0].format(1), _STATION[1].format(1)),
    ("old-town", "police-2", _STATION[0].format(2), _STATION[1].format(2)),
    ("old-town", "court-old-town", _COURT[0].format("Old Town"), _COURT[1].format("Старогородский")),
    ("old-town", "metro-bridge", _METRO[0].format("Bridge"), _METRO[1].format("Мост")),
    ("market", "police-3", _STATION[0].format(3), _STATION[1].format(3)),
    ("market", "police-4", _STATION[0].format(4), _STATION[1].format(4)),
    ("market", "metro-market", _METRO[0].format("Market"), _METRO[1].format("Рыночная")),
    ("station-side", "police-5", _STATION[0].format(5), _STATION[1].format(5)),
    ("station-side", "railway-police", "Railway police, Main Station", "Линейный отдел, Главный вокзал"),
    ("station-side", "court-station", _COURT[0].format("Station Side"), _COURT[1].format("Привокзальный")),
    (
        "station-side",
        "investigators",
        "Investigators' office, Canal Street",
        "Следственный отдел, Канальная улица",
    ),
    ("university", "police-6", _STATION[0].format(6), _STATION[1].format(6)),
    ("university", "police-7", _STATION[0].format(7), _STATION[1].format(7)),
    ("university", "metro-observatory", _METRO[0].format("Observatory"), _METRO[1].format("Обсерватория")),
    ("linden-hill", "police-8", _STATION[0].format(8), _STATION[1].format(8)),
    ("linden-hill", "city-court", "City court, Linden Hill", "Городской суд, Липовая гора"),
    ("linden-hill", "enlistment-office", "Enlistment office, Linden Hill", "Военкомат, Липовая гора"),
    ("ironworks", "police-9", _STATION[0].format(9), _STATION[1].format(9)),
    ("ironworks", "detention-centre", "Detention centre, Foundry Lane", "Спецприёмник, Литейный переулок"),
    ("ironworks", "court-ironworks", _COURT[0].format("Ironworks"), _COURT[1].format("Заводской")),
    ("harbour", "police-10", _STATION[0].format(10), _STATION[1].format(10)),
    ("harbour", "border-post", "Border post, Passenger Quay", "Пункт пропуска, Пассажирский причал"),
    ("harbour", "water-police", "Water police, South Pier", "Водная полиция, Южный пирс"),
    ("west-bank", "police-11", _STATION[0].format(11), _STATION[1].format(11)),
    ("west-bank", "police-12", _STATION[0].format(12), _STATION[1].format(12)),
    ("west-bank", "court-west-bank", _COURT[0].format("West Bank"), _COURT[1].format("Левобережный")),
    ("west-bank", "metro-ferry", _METRO[0].format("Ferry"), _METRO[1].format("Паромная")),
    ("mills", "police-13", _STATION[0].format(13), _STATION[1].format(13)),
    ("mills", "migration-office", "Migration office, Mill Lane", "Миграционная служба, Мельничный проезд"),
    ("airfield", "police-14", _STATION[0].format(14), _STATION[1].format(14)),
    ("airfield", "airport-police", "Airport police, Terminal A", "Полиция аэропорта, терминал А"),
    (
        "airfield",
        "deportation-centre",
        "Centre for foreigners, Hangar Road",
        "Центр для иностранцев, Ангарная дорога",
    ),
)


def areas() -> list[Area]:
    """The public list of areas with centres in degrees."""
    return [Area(s.area, _names(s.en, s.ru), *_degrees(s)) for s in SPOTS]


def places() -> list[Place]:
    """The public list of stations, courts and posts."""
    return [Place(place, area, _names(en, ru)) for area, place, en, ru in _PLACES]


def hotlines() -> list[Hotline]:
    return [
        Hotline(_names("Hotline, day and night", "Горячая линия, круглосуточно"), "+441632960100", sms=True),
        Hotline(_names("For relatives", "Для родных"), "+441632960101", sms=False),
    ]


def travel() -> dict[str, dict[str, int]]:
    """Minutes by car from each area to each: to set out, the road, and a bridge if the river is between."""
    return {a.area: {b.area: _minutes(a, b) for b in SPOTS} for a in SPOTS}


def _names(en: str, ru: str) -> dict[str, str]:
    return {"en": en, "ru": ru}


def _degrees(spot: Spot) -> tuple[float, float]:
    lat, lon = _CENTRE
    east = spot.east_km / (_KM_PER_DEGREE * cos(radians(lat)))
    return round(lat + spot.north_km / _KM_PER_DEGREE, 5), round(lon + east, 5)


def _minutes(a: Spot, b: Spot) -> int:
    road_km = hypot(a.east_km - b.east_km, a.north_km - b.north_km) * _ROAD_OVER_AIR
    bridge = _BRIDGE_MINUTES if (a.east_km > 0) != (b.east_km > 0) else 0
    return round(_SET_OUT_MINUTES + road_km / _KM_PER_MINUTE + bridge)
