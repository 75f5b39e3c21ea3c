"""Parameters of addresses and queries that several routes share."""

from typing import Annotated

from litestar.params import Parameter

_ID = r"^[A-Za-z0-9_-]{22}$"

CaseId = Annotated[
    str, Parameter(pattern=_ID, min_length=22, max_length=22, description="from the person's key")
]
OfferId = Annotated[str, Parameter(pattern=_ID, min_length=22, max_length=22, description="as in the offer")]
AreaName = Annotated[
    str,
    Parameter(
        pattern=r"^[a-z0-9][a-z0-9-]{0,39}$", max_length=40, description="from the organisation's list"
    ),
]
Part = Annotated[int, Parameter(ge=0, le=100_000, description="which piece, from 0")]
After = Annotated[
    int,
    Parameter(
        query="after", ge=0, le=2**53 - 1, required=False, description="only messages with a greater seq"
    ),
]
