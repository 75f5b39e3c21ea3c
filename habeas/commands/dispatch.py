"""What an organisation decides about the matching; all else is as the core has it."""

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta, Struct, structs

from habeas.core.config import DEFAULT, Config
from habeas.core.config import Weights as AllWeights
from habeas.core.states import Need, Urgency

Share = Annotated[float, Meta(ge=0, le=1)]
Minutes = Annotated[float, Meta(gt=0, le=10_080)]
Weight = Annotated[float, Meta(ge=0, le=1_000)]


class Weights(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Only the weights that differ from the usual ones."""

    need: Mapping[Need, Weight] = {}
    urgency: Mapping[Urgency, Weight] = {}


class Dispatch(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The [dispatch] table; core/config.py says what each number means."""

    limit_minutes: Minutes = DEFAULT.limit_minutes
    weights: Weights = Weights()
    consult_minutes: Minutes = DEFAULT.consult_minutes
    side_by_side: Annotated[int, Meta(ge=1, le=100)] = DEFAULT.side_by_side
    briefing: bool = DEFAULT.briefing
    entry_minutes: Annotated[float, Meta(ge=0, le=10_080)] = DEFAULT.entry_minutes
    accept_base: Share = DEFAULT.accept_base
    accept_per_minute: Share = DEFAULT.accept_per_minute
    accept_committed: Share = DEFAULT.accept_committed

    def config(self) -> Config:
        chosen = structs.asdict(self) | {"weights": self._weights()}
        return structs.replace(DEFAULT, **chosen)

    def _weights(self) -> AllWeights:
        usual = DEFAULT.weights
        return AllWeights(
            need={**usual.need, **self.weights.need}, urgency={**usual.urgency, **self.weights.urgency}
        )
