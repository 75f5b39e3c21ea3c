"""Who may run the loops; the next moment of open cases by an index."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "lease",
        sa.Column("name", sa.String(20), primary_key=True),
        sa.Column("holder", sa.String(22), nullable=False),
        sa.Column("epoch", sa.BigInteger, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
    )
    op.drop_index("case_closed", "case_")
    op.create_index("case_closed", "case_", ["closed_at", "wake_at"])
