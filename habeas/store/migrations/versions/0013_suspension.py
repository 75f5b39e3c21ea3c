"""Members are suspended by two dispatchers."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "suspension",
        sa.Column("fingerprint", sa.String(22), sa.ForeignKey("member.fingerprint"), primary_key=True),
        sa.Column("lift", sa.Boolean, nullable=False),
        sa.Column("by", sa.String(22), nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
    )
    op.create_index("suspension_expires", "suspension", ["expires_at"])
