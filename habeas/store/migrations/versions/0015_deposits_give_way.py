"""Deposits know on which day they were left and whether somebody came back; they are counted as they come."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("deposit", sa.Column("left_day", sa.BigInteger, nullable=False, server_default="0"))
    op.add_column("deposit", sa.Column("confirmed", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_index("deposit_day", "deposit", ["confirmed", "left_day"])
