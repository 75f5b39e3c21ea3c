"""Who was told that somebody comes, and then that nobody does, goes before those who never had anybody."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("case_", sa.Column("was_told", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE case_ SET was_told = true WHERE accepted_at IS NOT NULL")
