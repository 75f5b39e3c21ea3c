"""What the robots say, in English and Russian: always that they are robots."""

from habeas.demo.people import ROBOT

_EN = {
    "hello": (
        "This is practice. I am a robot of the demo: no lawyer has seen this. "
        "Write to me and I will answer; I will be at the door in about a minute."
    ),
    "answer": "I am a robot and have no advice to give, but your message came through, sealed; I opened it.",
    "again": "Your message came through too. (a robot)",
    "arrived": "A real lawyer would be at the door now. The practice is over; you can close it. (a robot)",
    "person": "I am a robot that plays this person. Your message came through, sealed, and I opened it.",
}
_RU = {
    "hello": (
        "Это учебный вызов. Я робот из демонстрации: ни один адвокат этого не видел. "
        "Напишите мне, и я отвечу; примерно через минуту я буду у входа."
    ),
    "answer": "Я робот и советов не даю, но ваше сообщение дошло: пришло запечатанным, и я его открыл.",
    "again": "И это сообщение дошло. (робот)",
    "arrived": "Настоящий адвокат был бы сейчас у входа. Учебный вызов окончен, его можно закрыть. (робот)",
    "person": "Я робот и играю этого человека. Ваше сообщение дошло: пришло запечатанным, и я его открыл.",
}
# Who presses in another language understands Russian or English, whichever the robots of this city know.
_IN_RUSSIAN = frozenset({"ru", "uk", "uz", "tg", "ka", "az"})


def in_russian(language: str) -> bool:
    """Whether the robots speak Russian to who speaks this language; English otherwise."""
    return language in _IN_RUSSIAN


def line(name: str, language: str) -> str:
    """One of the robots' lines."""
    return (_RU if in_russian(language) else _EN)[name]


def robot_name(language: str) -> str:
    return ROBOT.ru if in_russian(language) else ROBOT.en
