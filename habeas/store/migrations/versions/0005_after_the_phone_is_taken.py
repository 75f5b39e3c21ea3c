"""Check-ins, whose a case is and by which two words she ends it, and files behind call words.

For a case that was pressed before, its phone knew no secrets: no word ends it, and the members do.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _check_in()
    _owner()
    _deposit()
    _case()


def _case() -> None:
    for name in ("duress", "late"):
        mark: sa.Column[bool] = sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
        op.add_column("case_", mark)
    op.add_column("case_", sa.Column("due_at", sa.BigInteger(), nullable=True))
    op.drop_column("case_", "token_sha256")


def _check_in() -> None:
    op.create_table(
        "check_in",
        sa.Column("case_id", sa.String(length=22), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("grace_minutes", sa.Integer(), nullable=False),
        sa.Column("fires_at", sa.BigInteger(), nullable=False),
        sa.Column("area", sa.String(length=40), nullable=False),
        sa.Column("need", sa.String(length=20), nullable=False),
        sa.Column("urgency", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("card", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("case_id"),
    )
    op.create_index("check_in_fires", "check_in", ["fires_at"], unique=False)


def _owner() -> None:
    op.create_table(
        "owner",
        sa.Column("case_id", sa.String(length=22), nullable=False),
        sa.Column("token_sha256", sa.String(length=43), nullable=False),
        sa.Column("armed_sha256", sa.String(length=43), nullable=True),
        sa.Column("cancel_sha256", sa.String(length=43), nullable=False),
        sa.Column("duress_sha256", sa.String(length=43), nullable=False),
        sa.Column("misses", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("said", sa.String(length=20), nullable=True),
        sa.Column("said_day", sa.BigInteger(), nullable=True),
        sa.Column("said_changed", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("messages", sa.Integer(), nullable=True),
        sa.Column("settled", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.PrimaryKeyConstraint("case_id"),
    )
    op.create_index("owner_said", "owner", ["settled", "said"], unique=False)
    op.execute(
        "INSERT INTO owner (case_id, token_sha256, cancel_sha256, duress_sha256)"
        " SELECT case_id, token_sha256, '', '' FROM case_"
    )


def _deposit() -> None:
    op.create_table(
        "deposit",
        sa.Column("lookup_id", sa.String(length=43), nullable=False),
        sa.Column("owner_sha256", sa.String(length=43), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("lookup_id"),
    )
    op.create_index("deposit_expires", "deposit", ["expires_at"], unique=False)
