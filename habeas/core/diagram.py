"""The state diagram in the docs, written from the one table of transitions."""

from habeas.core.states import OPEN, State
from habeas.core.transitions import TRANSITIONS, CaseEvent

MEANING = {
    State.waiting: "nobody has it; the machine asks counsel, step by step of the plan stamped on the case",
    State.desk: "nobody has it; the desk was asked, and the machine still offers it to whom it can",
    State.accepted: "a counsel has it, by her own word or by the desk's",
    State.en_route: "she has set out",
    State.arrived: "she is at the place",
    State.closed: "over; nothing changes it any more",
}

_HEAD = """\
# States of a case

Written by `make docs` from the table in `habeas/core/transitions.py`; do not edit.
What the table does not list is refused and changes nothing: so end late, repeated and reordered answers.
"""


def state_diagram() -> str:
    """The whole page as Markdown, with a final newline."""
    return "\n".join([_HEAD, _mermaid(), _states(), _table()])


def _mermaid() -> str:
    labels: dict[tuple[State, State], list[str]] = {}
    for (source, event), target in TRANSITIONS.items():
        labels.setdefault((source, target), []).append(_word(event))
    arrows = [f"    {source} --> {target}: {', '.join(words)}" for (source, target), words in labels.items()]
    lines = [
        "stateDiagram-v2",
        f"    [*] --> {State.waiting}: pressed",
        *arrows,
        f"    {State.closed} --> [*]",
    ]
    return "\n".join(["```mermaid", *lines, "```", ""])


def _states() -> str:
    rows = [f"| {state} | {'yes' if state in OPEN else 'no'} | {MEANING[state]} |" for state in State]
    return "\n".join(["| state | open | what it means |", "|---|---|---|", *rows, ""])


def _table() -> str:
    states = list(State)
    events = list(dict.fromkeys(event for _, event in TRANSITIONS))
    head = [f"| event | {' | '.join(states)} | what happened |", "|---" * (len(states) + 2) + "|"]
    rows = [
        f"| {_word(event)} | {' | '.join(_target(state, event) for state in states)} | {_what(event)} |"
        for event in events
    ]
    return "\n".join([*head, *rows, ""])


def _target(state: State, event: type[CaseEvent]) -> str:
    return TRANSITIONS.get((state, event), "")


def _what(event: type[CaseEvent]) -> str:
    return (event.__doc__ or "").rstrip(".")


def _word(event: type[CaseEvent]) -> str:
    """HandedBack -> handed back."""
    name = event.__name__
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()
