"""A repeat of what its person has ended is answered alike for both codes, also when one of them is gone."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tombstone",
        sa.Column("id_sha256", sa.String(43), primary_key=True),
        sa.Column("content_sha256", sa.String(43), nullable=False),
        sa.Column("day", sa.BigInteger, nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
    )
    op.create_index("tombstone_expires", "tombstone", ["expires_at"])
