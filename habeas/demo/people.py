"""Who serves in Rechnogorsk: twelve counsel, two dispatchers and a robot. Nobody here exists."""

from typing import NamedTuple

from habeas.commands.shapes.common import Role
from habeas.demo.city import SPOTS

ALL_AREAS = tuple(s.area for s in SPOTS)
EAST = tuple(s.area for s in SPOTS if s.east_km > 0)
WEST = tuple(s.area for s in SPOTS if s.east_km <= 0)
# A case waits at the desk in each of these from the start. Of the counsel who are off duty only one serves
# each, the one who speaks the language of that case: so every other is free for a visitor's own press.
_DESK_AREAS = ("station-side", "mills")
MOST = tuple(area for area in ALL_AREAS if area not in _DESK_AREAS)


COUNSEL_PHONE = "+441632960150"


class Profile(NamedTuple):
    """A fictional member. `key`: how the scenes call her; `home`: where her duty begins."""

    key: str
    en: str
    ru: str
    role: Role
    home: str
    languages: tuple[str, ...]
    areas: tuple[str, ...]

    def name(self, language: str) -> str:
        """As somebody of this language reads it."""
        return self.ru if reads_russian(language) else self.en


# Whoever presses in another language understands Russian or English. In this city these understand Russian.
_RUSSIAN = frozenset({"ru", "uk", "uz", "tg", "ka", "az"})


def reads_russian(language: str) -> bool:
    """Whether the members write Russian to a person of this language; English otherwise."""
    return language in _RUSSIAN


def _counsel(key: str, names: str, home: str, languages: str, areas: tuple[str, ...]) -> Profile:
    en, ru = names.split(" / ")
    return Profile(key, en, ru, Role.counsel, home, tuple(languages.split()), areas)


# Who is free comes first: the list that a visitor signs in from is in this order.
COUNSEL = (
    _counsel("yakov", "Yakov Sedov / Яков Седов", "university", "ru uk en", MOST),
    _counsel("pavel", "Pavel Ostrov / Павел Остров", "linden-hill", "ru en", MOST),
    _counsel("nina", "Nina Zvonareva / Нина Звонарёва", "airfield", "ru en", MOST),
    _counsel("leyla", "Leyla Safarli / Лейла Сафарли", "harbour", "az ru en", MOST),
    _counsel("rustam", "Rustam Yulbarsov / Рустам Юлбарсов", "mills", "uz tg ru en", (*MOST, "mills")),
    _counsel(
        "tamara", "Tamara Gelovani / Тамара Геловани", "station-side", "ka ru en", (*MOST, "station-side")
    ),
    _counsel("anna", "Anna Korneva / Анна Корнева", "old-town", "ru en", ALL_AREAS),
    _counsel("mark", "Mark Persidsky / Марк Персидский", "market", "ru en", EAST),
    _counsel("daria", "Daria Solntseva / Дарья Солнцева", "university", "ru uk", EAST),
    _counsel("ilya", "Ilya Berezhnoy / Илья Бережной", "ironworks", "ru en", EAST),
    _counsel("vera", "Vera Lindgren / Вера Линдгрен", "west-bank", "ru en", WEST),
    _counsel("oleg", "Oleg Zimin / Олег Зимин", "harbour", "ru uk", ALL_AREAS),
)

DESK = (
    Profile("irina", "Irina Dolgova", "Ирина Долгова", Role.desk, "old-town", ("ru", "en"), ALL_AREAS),
    Profile("maxim", "Maxim Terek", "Максим Терек", Role.desk, "old-town", ("ru", "en"), ALL_AREAS),
)

ROBOT = _counsel("robot", "Drill counsel (a robot) / Учебный адвокат (робот)", "old-town", "en ru", ALL_AREAS)

PROFILES = (*COUNSEL, *DESK, ROBOT)

ON_DUTY_AT_START = ("anna", "mark", "daria", "ilya", "vera", "oleg")
