"""Messages: what is sealed opens to the same, for both sides, and nothing that was changed does."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.client.seal.body import Introduction, MessageBody, MinutesBody, TextBody
from habeas.client.seal.keys import Recipient
from habeas.client.seal.message import SealedMessage, open_message, open_thread, seal_message
from habeas.client.seal.signature import Link, TooLong
from habeas.sealed.refusal import Refused
from tests.sealed.vectors import member, person, roster

PERSON, ANNA = person(), member("anna")
TO_PERSON, START = [Recipient(PERSON.kid, PERSON.seal_public)], Link(0, None)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
BODIES = (
    st.builds(TextBody, TEXT)
    | st.builds(Introduction, TEXT, TEXT, st.integers(0, 10_080))
    | st.builds(MinutesBody, st.integers(0, 10_080))
)


def sent(body: MessageBody, link: Link = START) -> tuple[str, Link]:
    return seal_message(ANNA, PERSON.kid, TO_PERSON, link=link, roster_version=7, body=body)


@settings(max_examples=50, deadline=None)
@given(BODIES)
def test_both_sides_read_what_was_said(body: MessageBody) -> None:
    sealed, _ = sent(body)
    for reader in (PERSON, ANNA):
        told = open_message(reader, PERSON.kid, sealed, sender=ANNA.kid, key=ANNA.sign_public, link=START)
        assert told == body


def test_a_long_talk_is_one_chain() -> None:
    link, received = START, []
    for seq in range(20):
        sealed, link = sent(TextBody(str(seq)), link)
        received.append(SealedMessage(seq, ANNA.kid, sealed))
    links, opened = open_thread(
        PERSON, PERSON.kid, received, person_key=PERSON.sign_public, roster=roster(), links={}
    )
    assert [one.body for one in opened] == [TextBody(str(seq)) for seq in range(20)]
    assert links[ANNA.kid] == link


def test_lengths_tell_no_more_than_a_step_of_256_bytes() -> None:
    lengths = [len(sent(TextBody("x" * size))[0]) for size in range(0, 512, 16)]
    assert len(set(lengths)) == 3
    assert lengths == sorted(lengths)


def test_a_text_too_long_says_by_how_much() -> None:
    with pytest.raises(TooLong) as error:
        sent(TextBody("x" * 5_000))
    sealed, _ = sent(TextBody("x" * (5_000 - error.value.over)))
    with pytest.raises(TooLong):
        sent(TextBody("x" * (5_001 - error.value.over)))
    assert len(sealed) <= 16_384


MESSAGE, _ = sent(TextBody("I am on my way"))


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(MESSAGE) - 1), st.sampled_from('ABab09-_"\\{}[],: =é'))
def test_any_changed_character_is_refused(at: int, to: str) -> None:
    slot = MESSAGE.index(ANNA.kid) + 22
    first = MESSAGE.index("encrypted_key")
    if MESSAGE[at] == to or first <= at <= slot:
        return
    changed = MESSAGE[:at] + to + MESSAGE[at + 1 :]
    with pytest.raises(Refused):
        open_message(PERSON, PERSON.kid, changed, sender=ANNA.kid, key=ANNA.sign_public, link=START)
