"""What dispatchers sign for each other: sightings of rosters, and the log of who was given access."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sighting",
        sa.Column("fingerprint", sa.String(length=22), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.String(length=2_048), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint"),
    )
    op.create_table(
        "access_log",
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=22), nullable=False),
        sa.Column("log", sa.String(length=22), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("reseal_sha256", sa.String(length=43), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.String(length=2_048), nullable=False),
        sa.PrimaryKeyConstraint("entry"),
        sa.UniqueConstraint("fingerprint", "log", "sequence"),
    )
    op.create_index("access_log_reseal", "access_log", ["reseal_sha256"])
    op.create_index("access_log_at", "access_log", ["at"])
