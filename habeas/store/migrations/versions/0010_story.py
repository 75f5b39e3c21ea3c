"""Why a phone rang: the story of each case, and the ids of what caused offers, notices and audit lines."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ID = sa.String(length=22)
CAUSES = {"offer": ("decision_id", "event_id"), "notice": ("decision_id", "event_id"), "audit": ("event_id",)}


def upgrade() -> None:
    op.create_table(
        "story",
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("counsel", ID),
        sa.Column("detail", sa.String(length=20)),
        sa.Column("event_id", ID),
        sa.Column("decision_id", ID),
        sa.Column("offer_id", ID),
        sa.PrimaryKeyConstraint("entry"),
    )
    op.create_index("story_case", "story", ["case_id"])
    op.create_index("story_event", "story", ["event_id"])
    for table, columns in CAUSES.items():
        for column in columns:
            op.add_column(table, sa.Column(column, ID))
