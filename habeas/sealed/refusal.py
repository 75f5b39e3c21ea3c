"""Why something sealed or signed is refused. The same reasons stand in web/src/seal/api.ts."""

from enum import StrEnum


class Reason(StrEnum):
    """docs/protocol.md says what each means, and in which order they are checked."""

    # an envelope as anybody sees it
    size = "size"
    structure = "structure"
    algorithm = "algorithm"
    slots = "slots"
    # an envelope as its recipient opens it
    not_a_recipient = "not_a_recipient"
    cannot_open = "cannot_open"
    signature = "signature"
    payload = "payload"
    case_id = "case_id"
    part = "part"
    sender = "sender"
    recipients = "recipients"
    sequence = "sequence"
    previous = "previous"
    unknown_sender = "unknown_sender"
    # a roster
    signatures = "signatures"
    organisation = "organisation"
    fingerprint = "fingerprint"
    duplicate = "duplicate"
    rolled_back = "rolled_back"
    forked = "forked"
    expired = "expired"
    group_key = "group_key"
    # a directory
    grain = "grain"


class Refused(Exception):
    """Nothing of what was read may be used. `reason` says which rule it broke."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class Malformed(Refused):
    """An envelope that no honest sender makes: it is refused without being opened."""
