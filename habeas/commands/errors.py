"""A refusal: the caller asked for what cannot be had. It becomes a problem document (RFC 9457)."""

from habeas.store.engine import Unavailable

__all__ = [
    "Refused",
    "Unavailable",
    "conflict",
    "forbidden",
    "malformed",
    "no_room",
    "not_found",
    "not_signed_in",
    "too_large",
    "wrong_code",
]


class Refused(Exception):
    """`kind` names the problem (`urn:habeas:problem:<kind>`); `detail` says what is true now, never who.

    retry_after_s: when it is worth while to ask again.
    """

    def __init__(
        self, status: int, kind: str, title: str, detail: str, *, retry_after_s: int | None = None
    ) -> None:
        super().__init__(f"{status} {kind}")
        self.status = status
        self.kind = kind
        self.title = title
        self.detail = detail
        self.retry_after_s = retry_after_s


def malformed(detail: str) -> Refused:
    return Refused(400, "malformed", "This cannot be understood", detail)


def not_signed_in() -> Refused:
    return Refused(401, "not-signed-in", "Sign in first", "There is no valid session.")


def forbidden(detail: str = "Your role or standing does not allow this.") -> Refused:
    return Refused(403, "not-yours", "This is not yours to do", detail)


def not_found() -> Refused:
    return Refused(404, "not-found", "There is no such thing here", "It does not exist, or it is not yours.")


def wrong_code() -> Refused:
    return Refused(
        403, "wrong-code", "This is not the code", "It is neither of the two codes that were chosen."
    )


def conflict(kind: str, detail: str) -> Refused:
    """A lost race or a repeated act with other content; `detail` says what is true now."""
    return Refused(409, kind, "Something else is true by now", detail)


def no_room(detail: str) -> Refused:
    return Refused(413, "no-room", "There is no more room for it", detail)


def too_large(detail: str) -> Refused:
    return Refused(413, "too-large", "This is too large", detail)
