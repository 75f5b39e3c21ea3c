"""What happens in Rechnogorsk in the hour before the demo starts, and in the minutes after. Invented."""

from typing import Literal, NamedTuple

from habeas.client.seal.body import Card, FileBody
from habeas.client.seal.press import Clear

Verb = Literal["press", "desk", "accept", "en_route", "arrive", "say", "answer", "close"]


class Scene(NamedTuple):
    """One person's case. `counsel`: the key of the counsel who takes it; None if nobody does."""

    key: str
    counsel: str | None
    clear: Clear
    card: Card
    file: FileBody


class Act(NamedTuple):
    """`minute` counts from the start of the demo: before it when negative.

    say: the counsel writes `text`. answer: the person writes `text`. accept: she comes in `minutes` minutes.
    desk: by now all who were asked have let the offer lapse, and the case is at the desk.
    """

    minute: float
    scene: str
    verb: Verb
    text: str = ""
    minutes: int = 0


def _scene(cast: str, clear: str, where: str, what: str, name: str) -> Scene:
    """`cast`: key and counsel. `clear`: area, need, urgency, language. `where`: place and spot."""
    key, _, counsel = cast.partition(" ")
    area, need, urgency, language = clear.split()
    place, _, spot = where.partition(": ")
    file = FileBody(name=name, phone="+44 1632 960 2" + str(len(name)).zfill(2))
    return Scene(
        key, counsel or None, Clear(area, need, urgency, language), Card(spot, what, place=place), file
    )


SCENES = {
    scene.key: scene
    for scene in (
        _scene(
            "witness anna",
            "old-town questioned now ru",
            "police-1: второй этаж, кабинет 214",
            "Спрашивают как свидетеля, просят подписать протокол. Телефон хотят забрать.",
            "Григорий Лодкин",
        ),
        _scene(
            "released mark",
            "linden-hill detained today ru",
            "police-8: комната ожидания",
            "Двоих нас привезли с площади, документы проверили, не отпускают.",
            "Алиса Мостовая",
        ),
        _scene(
            "sisters daria",
            "university detained now uk",
            "police-6: коридор первого этажа",
            "Затримали біля обсерваторії, складають протокол.",
            "Олеся Ткач",
        ),
        _scene(
            "student daria",
            "university detained now ru",
            "police-6: дежурная часть",
            "Снимают отпечатки пальцев, объяснений не дают.",
            "Тимур Зорин",
        ),
        _scene(
            "metro mark",
            "market stopped now ru",
            "metro-market: у эскалатора, комната полиции",
            "Остановили на входе в метро, говорят: сработала система.",
            "Лидия Вереск",
        ),
        _scene(
            "foundry ilya",
            "ironworks detained today en",
            "detention-centre: second block, visitors' entrance",
            "Five days of arrest, I want to appeal and have no copy of the ruling.",
            "Peter Marsh",
        ),
        _scene(
            "quay oleg",
            "harbour questioned now ru",
            "border-post: комната досмотра",
            "Не выпускают из порта, спрашивают о переписке.",
            "Роман Причалов",
        ),
        _scene(
            "home vera",
            "west-bank search now en",
            "police-11: at home, 4 Ferry Lane, third floor",
            "They are searching my flat and have taken both computers.",
            "Ida Brook",
        ),
        _scene(
            "railway",
            "station-side stopped now ka",
            "railway-police: მთავარი სადგური, ოთახი 3",
            "რუსულად ცუდად ვლაპარაკობ, თარჯიმანი არ არის.",
            "ნათია მინდელი",
        ),
        _scene(
            "migration",
            "mills detained today uz",
            "migration-office: navbatda, uchinchi oyna",
            "Pasportimni olib qoʻyishdi, qaytarishmayapti.",
            "Jasur Tegirmonov",
        ),
    )
}

ACTS = (
    Act(-74, "released", "press"),
    Act(-73.5, "released", "accept", minutes=25),
    Act(-71, "released", "en_route"),
    Act(-58, "witness", "press"),
    Act(-57.5, "witness", "accept", minutes=12),
    Act(-56, "witness", "en_route"),
    Act(-55, "witness", "answer", "Я сказал, что отвечу только при адвокате. Ничего не подписывал."),
    Act(-54, "witness", "say", "Всё правильно. Так и держитесь, я уже еду."),
    Act(-47, "released", "arrive"),
    Act(-45, "witness", "arrive"),
    Act(-41, "sisters", "press"),
    Act(-40.5, "sisters", "accept", minutes=20),
    Act(-38, "sisters", "en_route"),
    Act(-33, "student", "press"),
    Act(-32.5, "student", "accept", minutes=15),
    Act(-29, "foundry", "press"),
    Act(-28.5, "foundry", "accept", minutes=30),
    Act(-24, "released", "close", "released"),
    Act(-22, "sisters", "arrive"),
    Act(-21, "student", "arrive"),
    Act(-19, "foundry", "en_route"),
    Act(-16, "migration", "press"),
    Act(-14.9, "migration", "desk"),
    Act(-11, "quay", "press"),
    Act(-10.5, "quay", "accept", minutes=18),
    Act(-9, "quay", "en_route"),
    Act(-8, "railway", "press"),
    Act(-6.9, "railway", "desk"),
    Act(-5, "metro", "press"),
    Act(-4.5, "metro", "accept", minutes=9),
    Act(-3.5, "metro", "en_route"),
    Act(-2.5, "home", "press"),
    Act(-2, "home", "accept", minutes=16),
    Act(2, "home", "en_route"),
    Act(4, "metro", "arrive"),
    Act(7, "quay", "arrive"),
    Act(10, "foundry", "arrive"),
)
