"""What the drill counsel says, in Russian to who presses in Russian, in English to all others."""

_EN = {
    "name": "Practice (a robot)",
    "hello": "This is practice. I am a robot: no lawyer has seen this. Write anything made up.",
    "answer": "Your message came through. I am a robot and have no advice to give.",
    "arrived": "A real lawyer would be at the door now. The practice is over; close it whenever you like.",
}
_RU = {
    "name": "Учебный вызов (робот)",
    "hello": "Это учебный вызов. Я робот: ни один адвокат этого не видел. Напишите что-нибудь выдуманное.",
    "answer": "Сообщение дошло. Я робот и советов не даю.",
    "arrived": "Настоящий адвокат был бы сейчас у входа. Учебный вызов окончен, его можно закрыть.",
}


def line(name: str, language: str) -> str:
    return (_RU if language == "ru" else _EN)[name]
