"""Whatever arrives where an envelope is expected, the server says why it refuses it and never fails."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.sealed.envelope import Part, measure
from habeas.sealed.refusal import Malformed, Reason
from habeas.sealed.sizes import ENVELOPE_CHARS
from tests.sealed.vectors import load

GOOD = {one["part"]: one["text"] for one in load("envelopes") if "refused" not in one}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["ciphertext", "iv", "recipients"]), inner)
    ),
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(list(Part)), st.text() | JSON.map(json.dumps))
def test_anything_else_is_refused(part: Part, text: str) -> None:
    with pytest.raises(Malformed):
        measure(text, part)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(list(Part)), st.integers(0, 2_000), st.integers(0, 5), st.text(max_size=5))
def test_an_envelope_cut_and_filled_is_well_formed_or_refused(
    part: Part, at: int, cut: int, put: str
) -> None:
    text = GOOD[part]
    changed = text[:at] + put + text[at + cut :]
    try:
        kids = measure(changed, part)
    except Malformed:
        return
    assert len(kids) == len(set(kids))
    assert all(f'"{kid}"' in changed for kid in kids)


def test_what_is_too_long_is_not_even_parsed() -> None:
    with pytest.raises(Malformed) as error:
        measure("[" * (ENVELOPE_CHARS + 1), Part.message)
    assert error.value.reason is Reason.size
