"""What the robots of the demo say, in English and Russian: always that they are robots."""

from habeas.client.robot import Voice
from habeas.demo.people import ROBOT, reads_russian

ROBOT_PHONE = "+441632960199"

_ENGLISH = Voice(
    name=ROBOT.en,
    phone=ROBOT_PHONE,
    hello=(
        "This is practice. I am a robot of the demo: no lawyer has seen this. "
        "Write to me and I will answer; I will be at the door in about a minute."
    ),
    answer="I am a robot and have no advice to give, but your message came through, sealed; I opened it.",
    again="Your message came through too. (a robot)",
    arrived="A real lawyer would be at the door now. The practice is over; you can close it. (a robot)",
)
_RUSSIAN = Voice(
    name=ROBOT.ru,
    phone=ROBOT_PHONE,
    hello=(
        "Это учебный вызов. Я робот из демонстрации: ни один адвокат этого не видел. "
        "Напишите мне, и я отвечу; примерно через минуту я буду у входа."
    ),
    answer="Я робот и советов не даю, но ваше сообщение дошло: пришло запечатанным, и я его открыл.",
    again="И это сообщение дошло. (робот)",
    arrived="Настоящий адвокат был бы сейчас у входа. Учебный вызов окончен, его можно закрыть. (робот)",
)
_PERSON_EN = "I am a robot that plays this person. Your message came through, sealed, and I opened it."
_PERSON_RU = "Я робот и играю этого человека. Ваше сообщение дошло: пришло запечатанным, и я его открыл."


def counsel_voice(language: str) -> Voice:
    """The drill counsel's lines."""
    return _RUSSIAN if reads_russian(language) else _ENGLISH


def person_reply(language: str) -> str:
    """What a person of the scenes writes back."""
    return _PERSON_RU if reads_russian(language) else _PERSON_EN
