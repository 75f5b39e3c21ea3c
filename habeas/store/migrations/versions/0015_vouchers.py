"""Codes that vouch for a press."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "voucher",
        sa.Column("code_sha256", sa.String(length=43), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("usable_from", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("code_sha256"),
    )
    op.create_index("voucher_expires", "voucher", ["expires_at"])
