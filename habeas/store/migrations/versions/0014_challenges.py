"""Challenges that were given out are no longer kept, only those that somebody got in by."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in ("purpose", "bound_to", "challenge"):
        op.drop_column("challenge", column)
    op.create_table(
        "service_key",
        sa.Column("name", sa.String(20), primary_key=True),
        sa.Column("key", sa.String(43), nullable=False),
    )
