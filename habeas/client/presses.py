"""Presses by the thousand, for benches and crash tests: well-formed to the byte, made in microseconds.

A few are sealed in full. The rest are copies of those with new ids and tokens. The server cannot tell, since
it opens nothing. A member could: the signed header inside names another case.
"""

from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from secrets import token_bytes
from typing import NamedTuple

from habeas.client.seal.body import Card, FileBody
from habeas.client.seal.ending import CODES, end_hashes, end_secret
from habeas.client.seal.keys import make_person
from habeas.client.seal.press import Clear, SealedPress, seal_press
from habeas.sealed.ids import b64, token_sha256
from habeas.sealed.roster import Roster

MODELS = 8


class ReadyPress(NamedTuple):
    """`body`: what to POST to /v1/cases. `token` opens the case afterwards; the body `cancel` ends it."""

    case_id: str
    token: str
    body: bytes

    @property
    def cancel(self) -> bytes:
        return b'{"secret":"%s"}' % end_secret(self.token, CODES.fine).encode()


def ready_presses(
    number: int, roster: Roster, clears: Sequence[Clear], duty: Sequence[str]
) -> list[ReadyPress]:
    """`number` different presses, with each of `clears` in turn. `duty`: the counsel to seal to first."""
    models = [
        seal_press(make_person(), roster, clear, duty=duty, card=Card(where="-"), file=FileBody())
        for clear in islice(cycle(clears), max(MODELS, len(clears)))
    ]
    return list(islice(_copies(models), number))


def _copies(models: list[SealedPress]) -> Iterator[ReadyPress]:
    for model in cycle(models):
        case_id, token = b64(token_bytes(16)), b64(token_bytes(32))
        body = _replace(model, "case_id", case_id, model.body)
        for field, value in {"token_sha256": token_sha256(token), **end_hashes(token, CODES)}.items():
            body = _replace(model, field, value, body)
        yield ReadyPress(case_id, token, body)


def _replace(model: SealedPress, field: str, value: str, body: bytes) -> bytes:
    """The new value has the length of the old one, so the press keeps its size."""
    return body.replace(str(model.fields[field]).encode(), value.encode(), 1)
