"""docs/case-states.md: the states of a case, written from the table of transitions and its theory."""

from collections.abc import Iterable

from habeas.core.state_theory import (
    CAUSES,
    CONSEQUENCES,
    DRILLS,
    GUARDS,
    INTRODUCTION,
    NO_LINE,
    ODDITIES,
    OFFERS,
    STATE_MEANINGS,
)
from habeas.core.states import ASSIGNED, OPEN, State
from habeas.core.transitions import TRANSITIONS, CaseEvent

_HEAD = """\
# States of a case

Written by `make docs` from `habeas/core/transitions.py` and `habeas/core/state_theory.py`; do not edit.
"""


def state_diagram() -> str:
    """The whole page as Markdown, with a final newline."""
    sections = {
        "How to read this page": INTRODUCTION,
        "The picture": _mermaid(),
        "What each state means": f"{_states()}\n\n{ODDITIES}",
        "The table": f"An empty cell is a refusal.\n\n{_events()}",
        "Who may cause what": _causes(),
        "Guards outside the table": _guards(),
        "Where the table has no line": f"The first that is true is the reason.\n\n{_no_line()}",
        "What changes besides the state": CONSEQUENCES,
        "Answers to offers": OFFERS,
        "Drills": DRILLS,
    }
    return "\n".join([_HEAD, *(f"## {title}\n\n{text}\n" for title, text in sections.items())])


def _mermaid() -> str:
    labels: dict[tuple[State, State], list[str]] = {}
    for (source, event), target in TRANSITIONS.items():
        labels.setdefault((source, target), []).append(_words(event))
    arrows = [f"    {source} --> {target}: {', '.join(words)}" for (source, target), words in labels.items()]
    lines = [
        "stateDiagram-v2",
        f"    [*] --> {State.waiting}: pressed",
        *arrows,
        f"    {State.closed} --> [*]",
    ]
    return "\n".join(["```mermaid", *lines, "```"])


def _states() -> str:
    return _table(
        ("state", "open", "somebody has it", "what it means"),
        (
            (state, _yes_or_no(state in OPEN), _yes_or_no(state in ASSIGNED), STATE_MEANINGS[state])
            for state in State
        ),
    )


def _events() -> str:
    return _table(
        ("event", *State, "what happened"),
        (
            (_words(event), *(TRANSITIONS.get((state, event), "") for state in State), _summary(event))
            for event in CAUSES
        ),
    )


def _causes() -> str:
    return _table(("event", "by"), ((_words(event), by) for event, by in CAUSES.items()))


def _guards() -> str:
    rows = ((", ".join(map(_words, guard.events)), guard.condition, f"`{guard.reason}`") for guard in GUARDS)
    return _table(("event", "is refused when", "as"), rows)


def _no_line() -> str:
    return _table(("when", "as"), ((condition, f"`{reason}`") for condition, reason in NO_LINE))


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    columns = list(head)
    lines = [columns, ["---"] * len(columns), *rows]
    return (
        "\n".join(f"| {' | '.join(line)} |" for line in lines)
        .replace("| --- ", "|---")
        .replace("--- |", "---|")
    )


def _yes_or_no(is_so: bool) -> str:
    return "yes" if is_so else "no"


def _summary(event: type[CaseEvent]) -> str:
    return (event.__doc__ or "").rstrip(".")


def _words(event: type[CaseEvent]) -> str:
    """HandedBack -> handed back."""
    name = event.__name__
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()
