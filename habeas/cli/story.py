"""Why did this phone ring? The story of a case in words, for the operator."""

import asyncio
from pathlib import Path

import click

from habeas.cli.options import Stopped, TakesIds, instance_of, settings_option
from habeas.commands.shapes.desk import Cause, StoryLine, Why

SHOWN_CHARS = 6

# What stands after the moment; {who}: a member, {detail}: a reason or an outcome.
KINDS = {
    "pressed": "pressed for a lawyer",
    "alarm": "a check-in was missed, or its person could not speak: the alarm was raised",
    "accepted": "{who} accepted",
    "held": "{who} said yes; it is held for somebody nearer",
    "declined": "{who} declined",
    "assigned": "given by hand to {who}",
    "promised": "promised to {who}",
    "retracted": "the promise was taken back",
    "handed_back": "{who} handed the case back ({detail})",
    "en_route": "{who} set out",
    "entry_refused": "{who} was not let in",
    "arrived": "{who} is with the person",
    "closed": "closed by {who} ({detail})",
    "cancelled": "called off by the person",
    "coerced": "the person was made to call it off: it stands",
    "access_given": "the card was sealed to more counsel",
    "place_tagged": "the place was marked",
    "off_duty": "{who} went off duty",
    "offer": "offered to {who}",
    "lapse": "the offer to {who} lapsed",
    "withdrawal": "the offer to {who} was withdrawn",
    "held_acceptance": "the yes of {who}, held until now, counts",
    "promise": "promised to {who}, who is there or on her way",
    "retraction": "the promise was taken back: she will not be there in time",
    "desk_request": "went to the desk ({detail})",
    "expiry": "closed: nothing had happened for too long",
    "shown": "the phone of {who} showed the offer",
    "opened": "{who} opened the card",
}


# What a screen reported: no event and no decision of its own.
SCREEN = ("shown", "opened")
# Why a decision did it, where that is no event of a case.
CAUSES = {"time": "its time had come", "duty": "who is on duty had changed"}


@click.command(cls=TakesIds)
@settings_option
@click.argument("case", metavar="CASE")
def story(settings: Path, case: str) -> None:
    """Tell why each phone rang for CASE: what happened, in order, and what caused it.

    CASE is the id of the case, or the beginning of it. Members are shown by the beginning of their
    fingerprints: the database knows no names. Of a closed case only the days are kept.
    """
    from habeas import wire
    from habeas.commands.errors import Refused
    from habeas.commands.story import find, read

    with wire.open_instance(instance_of(settings)) as ctx:
        try:
            case_id = asyncio.run(find(ctx, case))
            found = asyncio.run(read(ctx, case_id))
        except Refused as refusal:
            raise Stopped(f"{case}: {refusal.detail}") from refusal
    click.echo(f"case {case_id}")
    for line in found.lines:
        click.echo(f"{wire.local_time(line.at)}  {in_words(line)}")


def in_words(line: StoryLine) -> str:
    """One line without its moment; shortened ids tell which lines belong together."""
    text = KINDS.get(line.kind, line.kind).format(who=_short(line.counsel), detail=line.detail)
    if line.kind in SCREEN:
        return text
    why = "" if line.why is None else f" ({_why(line.why)})"
    if line.decision_id is None:
        return f"{text}  [event {_short(line.event_id)}]"
    cause = f", cause: {_cause(line.cause)}" if line.cause else ""
    event = f", event {_short(line.event_id)}" if line.event_id else ""
    return f"{text}{why}{cause}  [decision {_short(line.decision_id)}{event}]"


def _cause(cause: Cause) -> str:
    text = CAUSES.get(cause.kind) or KINDS.get(cause.kind, cause.kind).format(
        who=_short(cause.counsel), detail="see there"
    )
    return text if cause.case_id is None else f"in case {_short(cause.case_id)}: {text}"


def _why(why: Why) -> str:
    """Why her, and not another."""
    parts = [f"{why.minutes} min away", f"{why.waiting} waiting there"]
    if why.next_best is not None:
        parts.append(f"next would have been {_short(why.next_best)}, {why.next_minutes} min away")
    return ", ".join(parts)


def _short(ident: str | None) -> str:
    return "nobody" if ident is None else ident[:SHOWN_CHARS]
