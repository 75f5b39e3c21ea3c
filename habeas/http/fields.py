"""Parameters in addresses and queries that several routes share."""

from typing import Annotated

from litestar.params import PathParameter, QueryParameter

_ID = r"^[A-Za-z0-9_-]{22}$"

CaseId = Annotated[
    str, PathParameter(pattern=_ID, min_length=22, max_length=22, description="from the person's key")
]
OfferId = Annotated[
    str, PathParameter(pattern=_ID, min_length=22, max_length=22, description="as in the offer")
]
AreaName = Annotated[
    str,
    PathParameter(
        pattern=r"^[a-z0-9][a-z0-9-]{0,39}$", max_length=40, description="from the organisation's list"
    ),
]
Part = Annotated[int, PathParameter(ge=0, le=100_000, description="which piece, from 0")]
After = Annotated[
    int,
    QueryParameter(
        name="after", ge=0, le=2**53 - 1, required=False, description="only messages with a greater seq"
    ),
]
AfterNumber = Annotated[
    int,
    QueryParameter(
        name="after", ge=0, le=2**53 - 1, required=False, description="only entries with a greater number"
    ),
]
