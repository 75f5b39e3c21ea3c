"""What an operator decides: read from one file by the composition root, never changed while serving."""

from msgspec import Struct

from habeas.commands.limits import Limits, Retention
from habeas.commands.shapes.public import Area, Hotline, Place, Signer


class PlanStep(Struct, frozen=True, forbid_unknown_fields=True):
    """One rung of the escalation plan: ask `at_once` counsel, give them `seconds`."""

    at_once: int
    seconds: int


DEFAULT_PLAN = (PlanStep(1, 45), PlanStep(2, 45), PlanStep(3, 60))


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`travel[from][to]` is minutes between areas; `rp_id` and `origin` are what passkeys are bound to.

    `group_commit` off means one commit a job; it is there to measure what grouping is worth.
    """

    organisation: str
    name: str
    public_url: str
    rp_id: str
    origin: str
    demo: bool = False
    signers: tuple[Signer, ...] = ()
    threshold: int = 2
    languages: tuple[str, ...] = ("en", "ru")
    areas: tuple[Area, ...] = ()
    places: tuple[Place, ...] = ()
    hotlines: tuple[Hotline, ...] = ()
    travel: dict[str, dict[str, int]] = {}
    plan: tuple[PlanStep, ...] = DEFAULT_PLAN
    limits: Limits = Limits()
    retention: Retention = Retention()
    group_commit: bool = True
