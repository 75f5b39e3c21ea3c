"""Columns and stored words by their plain names."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

RENAMED = {
    "case_": {"asked": "ruled_out", "was_told": "was_promised"},
    "owner": {
        "said": "ended_by",
        "said_day": "ended_day",
        "said_changed": "ended_changed",
        "settled": "done",
    },
}
MISSING = {"yes": "no_acceptance", "time": "no_time", "room": "no_capacity"}


def upgrade() -> None:
    op.drop_index("owner_said", "owner")
    for table, columns in RENAMED.items():
        for before, after in columns.items():
            op.alter_column(table, before, new_column_name=after)
    op.create_index("owner_end", "owner", ["done", "ended_by"])
    case = sa.table("case_", sa.column("missing"))
    for before, after in MISSING.items():
        op.execute(sa.update(case).where(case.c.missing == before).values(missing=after))
