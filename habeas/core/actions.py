"""What deciding asks the shell to do: plain values, each with a key that is the same when decided again.

`version` in each is the case's version it was decided on. An action on a case that has moved on is void.
"""

from collections.abc import Mapping

from msgspec import Struct

from habeas.core.states import DeskReason, Missing
from habeas.core.time import Millis
from habeas.core.visitors import Visitors


class MakeOffer(Struct, frozen=True):
    """Show the case to one counsel until `expires_at`, and ring her."""

    offer_id: str
    case_id: str
    version: int
    counsel: str
    expires_at: Millis
    hold_ms: Millis = 0

    @property
    def key(self) -> str:
        return f"offer|{self.offer_id}"


class TakeHeld(Struct, frozen=True):
    """Nobody nearer has said yes in time: hers, which was held, counts."""

    offer_id: str
    case_id: str
    version: int

    @property
    def key(self) -> str:
        return f"held|{self.offer_id}"


class Promise(Struct, frozen=True):
    """The case is hers: she is at the place or on her way there, and should be with the person by then."""

    case_id: str
    version: int
    counsel: str
    expected_at: Millis

    @property
    def key(self) -> str:
        return f"promise|{self.case_id}|{self.version}"


class Retract(Struct, frozen=True):
    """What was promised will not hold; the case waits again."""

    case_id: str
    version: int

    @property
    def key(self) -> str:
        return f"retract|{self.case_id}|{self.version}"


class LapseOffer(Struct, frozen=True):
    """The offer's time is up; she counts as asked."""

    offer_id: str
    case_id: str
    version: int

    @property
    def key(self) -> str:
        return f"lapse|{self.offer_id}"


class WithdrawOffer(Struct, frozen=True):
    """The offer is void: the case needs nobody now, or she went off duty. Not held against her."""

    offer_id: str
    case_id: str
    version: int

    @property
    def key(self) -> str:
        return f"withdraw|{self.offer_id}"


class AdvanceStep(Struct, frozen=True):
    """The step of the plan begins now and ends at `ends_at`."""

    case_id: str
    version: int
    step: int
    ends_at: Millis

    @property
    def key(self) -> str:
        return f"step|{self.case_id}|{self.version}"


class AskDesk(Struct, frozen=True):
    """The case goes to the desk."""

    case_id: str
    version: int
    reason: DeskReason

    @property
    def key(self) -> str:
        return f"desk|{self.case_id}|{self.version}"


class NeedsAccess(Struct, frozen=True):
    """These could be asked if the card were resealed to them: the list anew, nearest first, or empty.

    Who visits the place should be let in besides; that is told of the place (`Decision.visitors`).
    """

    case_id: str
    version: int
    counsel: tuple[str, ...]

    @property
    def key(self) -> str:
        return f"access|{self.case_id}|{self.version}"


class Wake(Struct, frozen=True):
    """Look at the case again at `at` at the latest."""

    case_id: str
    version: int
    at: Millis

    @property
    def key(self) -> str:
        return f"wake|{self.case_id}|{self.version}"


class Tell(Struct, frozen=True):
    """What is missing for the case is this now, or nothing."""

    case_id: str
    version: int
    missing: Missing | None

    @property
    def key(self) -> str:
        return f"tell|{self.case_id}|{self.version}"


class Expire(Struct, frozen=True):
    """Nothing has happened in the case for so long that it is closed as expired."""

    case_id: str
    version: int

    @property
    def key(self) -> str:
        return f"expire|{self.case_id}|{self.version}"


Action = (
    MakeOffer
    | LapseOffer
    | WithdrawOffer
    | TakeHeld
    | Promise
    | Retract
    | AdvanceStep
    | AskDesk
    | NeedsAccess
    | Wake
    | Tell
    | Expire
)


class Why(Struct, frozen=True):
    """Why her: what she was chosen by, and who would have been next (None: nobody else could be asked).

    minutes: until she could be with the person, the way and the door included; next_minutes: the next one.
    waiting: how many wait at that place with nobody promised to them. value: what her going there is worth,
    in cases of weight 1; 0 where cases are not weighed against each other.
    """

    counsel: str
    minutes: int
    speaks: bool
    load: int
    next_best: str | None
    next_minutes: int | None = None
    waiting: int = 1
    value: float = 0.0


class Outlook(Struct, frozen=True):
    """Of those who wait, with or without a promise, how many will be reached within the limit as things are.

    Reckoned with are the counsel there, those on their way, and the offers that are out, each by its chance.
    """

    waiting: int = 0
    reachable: int = 0


class Decision(Struct, frozen=True):
    """What is to be done, in order. reasons: why each offer is made, by offer id.

    wake_at: when to decide again unless something happens before; None when nothing is ever due. looks: how
    many pairs of case and counsel were looked at, which is the work that deciding took. visitors: of each
    place where somebody waits, who should be let into the cards.
    """

    actions: tuple[Action, ...]
    reasons: Mapping[str, Why]
    wake_at: Millis | None
    looks: int
    outlook: Outlook = Outlook()
    visitors: Visitors = {}
