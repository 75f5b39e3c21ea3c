"""Every limit of the service, named once, with its unit in its name. The settings may change them."""

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import asdict

# What pages send and ask for must find room: of these so much is needed, of all others one.
LEAST: Mapping[str, int] = {
    "body_bytes": 49_152,
    "check_in_hours": 48,
    "check_in_grace_minutes": 30,
    "deposit_days": 90,
}
# From then on a phone sends the code that a drill left.
MOST: Mapping[str, int] = {"known_after_days": 3}


class Limits(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Sizes in bytes, spans in the unit of the name, the rest are counts."""

    body_bytes: int = 65_536
    headers_seconds: int = 15
    body_seconds: int = 30
    messages_each_side: int = 500
    message_kilobytes_each_side: int = 1_500
    messages_per_page: int = 200
    reseals_per_case: int = 32
    given_keys_per_case: int = 64
    key_requests_per_case: int = 32
    offers_per_case: int = 1_000
    check_in_hours: int = 48
    check_in_grace_minutes: int = 120
    wrong_words_per_case: int = 20
    deposit_megabytes: int = 1_000
    deposit_days: int = 90
    call_words_misses_per_hour: int = 10
    vouchers_at_once: int = 1_000
    voucher_days: int = 366
    known_vouchers: int = 100_000
    known_after_days: int = 3
    known_days: int = 60
    board_cases: int = 10_000
    board_counsel: int = 2_000
    board_closed_hours: int = 48
    audit_entries: int = 500
    story_lines: int = 2_000
    access_log_page: int = 200
    duty_hours: int = 24
    pending_members: int = 1_000
    roster_part_chars: int = 10_000
    sessions_each: int = 10
    suspension_minutes: int = 60
    session_hours: int = 24 * 7
    invitation_hours: int = 24 * 14
    challenge_minutes: int = 5
    notice_attempts: int = 200
    notice_retry_seconds: int = 3
    notice_send_seconds: int = 10
    notice_workers: int = 64
    check_ins_per_round: int = 500
    deletions_per_round: int = 500
    stream_queue: int = 32
    streams: int = 50_000
    streams_per_source: int = 2_000
    streams_each: int = 16
    board_streams: int = 200


class Retention(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How long rows live; what is past it is deleted for good."""

    closed_days: int = 7
    tombstone_days: int = 60
    audit_days: int = 365
    rosters_kept: int = 10


def out_of_bounds(values: Struct) -> Iterator[str]:
    """What no page could work with, a line each."""
    for name, value in asdict(values).items():
        if value < LEAST.get(name, 1):
            yield f"{name} = {value}: it is at least {LEAST.get(name, 1)}"
        if name in MOST and value > MOST[name]:
            yield f"{name} = {value}: it is at most {MOST[name]}"
