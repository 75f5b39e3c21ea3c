"""A token opens one thing; members are suspended; challenges are kept by nobody; repeats leave a stone."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _tokens()
    _suspension()
    _challenges()
    _deposits()
    _tombstone()


def _tokens() -> None:
    """Where rows share one, which no client makes, the first keeps it; the others are opened by no token."""
    for table, column, key in (
        ("owner", "token_sha256", "case_id"),
        ("deposit", "owner_sha256", "lookup_id"),
    ):
        first = f"SELECT min({key}) FROM {table} GROUP BY {column}"
        op.execute(f"UPDATE {table} SET {column} = {key} WHERE {key} NOT IN ({first})")
    op.create_index("owner_token", "owner", ["token_sha256"], unique=True)
    op.create_index("deposit_owner", "deposit", ["owner_sha256"], unique=True)


def _suspension() -> None:
    op.create_table(
        "suspension",
        sa.Column("fingerprint", sa.String(22), sa.ForeignKey("member.fingerprint"), primary_key=True),
        sa.Column("lift", sa.Boolean, nullable=False),
        sa.Column("by", sa.String(22), nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
    )
    op.create_index("suspension_expires", "suspension", ["expires_at"])


def _challenges() -> None:
    """What is there counts as used."""
    for column in ("purpose", "bound_to", "challenge"):
        op.drop_column("challenge", column)
    op.create_table(
        "service_key",
        sa.Column("name", sa.String(20), primary_key=True),
        sa.Column("key", sa.String(43), nullable=False),
    )


def _deposits() -> None:
    op.add_column("deposit", sa.Column("left_day", sa.BigInteger, nullable=False, server_default="0"))
    op.add_column("deposit", sa.Column("confirmed", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_index("deposit_day", "deposit", ["confirmed", "left_day"])


def _tombstone() -> None:
    op.create_table(
        "tombstone",
        sa.Column("id_sha256", sa.String(43), primary_key=True),
        sa.Column("content_sha256", sa.String(43), nullable=False),
        sa.Column("day", sa.BigInteger, nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
    )
    op.create_index("tombstone_expires", "tombstone", ["expires_at"])
