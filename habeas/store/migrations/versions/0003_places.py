"""Counsel are sent to places: promises, held offers, why her, what is missing, how things look as a whole.

How many wait at a place is counted in an index, which also counts those of an area.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("case_", sa.Column("missing", sa.String(length=20), nullable=True))
    op.add_column("case_", sa.Column("expected_at", sa.BigInteger(), nullable=True))
    op.add_column("case_", sa.Column("refused_at", sa.BigInteger(), nullable=True))
    op.create_index("case_state_place", "case_", ["state", "area", "place_tag"], unique=False)
    op.drop_index("case_state_area", "case_")
    op.add_column("offer", sa.Column("hold_ms", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("offer", sa.Column("why", sa.Text(), nullable=True))
    committed: sa.Column[bool] = sa.Column(
        "duty_committed", sa.Boolean(), nullable=False, server_default=sa.false()
    )
    op.add_column("member", committed)
    _outlook()


def _outlook() -> None:
    op.create_table(
        "outlook",
        sa.Column("at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("reachable", sa.Integer(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("at"),
    )
