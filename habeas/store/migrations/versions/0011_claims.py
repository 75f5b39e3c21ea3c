"""A notice is claimed before it is sent; what is due is found by channel."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("notice", sa.Column("claimed_at", sa.BigInteger))
    op.drop_index("notice_due", "notice")
    op.create_index("notice_due", "notice", ["channel", "next_at"])
