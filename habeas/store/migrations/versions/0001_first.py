"""The first shape of the tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _audit()
    _case()
    _challenge()
    _counter()
    _invitation()
    _member()
    _roster()
    _envelope()
    _message()
    _offer()
    _passkey()
    _session()
    _notice()
    op.bulk_insert(
        sa.table("counter", sa.column("name"), sa.column("value")), [{"name": "changed", "value": 0}]
    )


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.String(length=22), nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("case_id", sa.String(length=22), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("entry"),
    )
    op.create_index("audit_at", "audit", ["at"], unique=False)


def _case() -> None:
    op.create_table(
        "case_",
        sa.Column("case_id", sa.String(length=22), nullable=False),
        sa.Column("token_sha256", sa.String(length=43), nullable=False),
        sa.Column("press_sha256", sa.String(length=43), nullable=False),
        sa.Column("area", sa.String(length=40), nullable=False),
        sa.Column("place_tag", sa.String(length=22), nullable=True),
        sa.Column("need", sa.String(length=20), nullable=False),
        sa.Column("urgency", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("step_ends_at", sa.BigInteger(), nullable=True),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("plan_from", sa.BigInteger(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("wake_at", sa.BigInteger(), nullable=True),
        sa.Column("admitted", sa.Text(), nullable=False),
        sa.Column("asked", sa.Text(), server_default="", nullable=False),
        sa.Column("needs_access", sa.Text(), server_default="", nullable=False),
        sa.Column("desk_reason", sa.String(length=20), nullable=True),
        sa.Column("counsel", sa.String(length=22), nullable=True),
        sa.Column("desk_assigned", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("messages", sa.Integer(), server_default="0", nullable=False),
        sa.Column("disposition", sa.String(length=20), nullable=True),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("accepted_at", sa.BigInteger(), nullable=True),
        sa.Column("arrived_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("coarse", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("active_at", sa.BigInteger(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("case_id"),
    )
    op.create_index("case_changed", "case_", ["changed"], unique=False)
    op.create_index("case_closed", "case_", ["closed_at"], unique=False)
    op.create_index("case_counsel", "case_", ["counsel"], unique=False)


def _challenge() -> None:
    op.create_table(
        "challenge",
        sa.Column("challenge_id", sa.String(length=22), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("bound_to", sa.String(length=43), nullable=False),
        sa.Column("challenge", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("challenge_id"),
    )
    op.create_index("challenge_expires", "challenge", ["expires_at"], unique=False)


def _counter() -> None:
    op.create_table(
        "counter",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )


def _invitation() -> None:
    op.create_table(
        "invitation",
        sa.Column("code_sha256", sa.String(length=43), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("code_sha256"),
    )
    op.create_index("invitation_expires", "invitation", ["expires_at"], unique=False)


def _member() -> None:
    op.create_table(
        "member",
        sa.Column("fingerprint", sa.String(length=22), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("standing", sa.String(length=20), nullable=False),
        sa.Column("seal_key", sa.Text(), nullable=False),
        sa.Column("sign_key", sa.Text(), nullable=False),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("areas", sa.Text(), nullable=False),
        sa.Column("enrolled_at", sa.BigInteger(), nullable=False),
        sa.Column("duty_until", sa.BigInteger(), nullable=True),
        sa.Column("duty_area", sa.String(length=40), nullable=True),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint"),
    )
    op.create_index("member_changed", "member", ["changed"], unique=False)
    op.create_index("member_duty", "member", ["duty_until"], unique=False)


def _roster() -> None:
    op.create_table(
        "roster",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=43), nullable=False),
        sa.Column("group_key", sa.Text(), nullable=False),
        sa.Column("published_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("version"),
    )


def _envelope() -> None:
    op.create_table(
        "envelope",
        sa.Column("case_id", sa.String(length=22), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_.case_id"],
        ),
        sa.PrimaryKeyConstraint("case_id", "number"),
    )


def _message() -> None:
    op.create_table(
        "message",
        sa.Column("case_id", sa.String(length=22), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.String(length=22), nullable=False),
        sa.Column("sender", sa.String(length=22), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_.case_id"],
        ),
        sa.PrimaryKeyConstraint("case_id", "seq"),
        sa.UniqueConstraint("case_id", "message_id", name="message_once"),
    )


def _offer() -> None:
    op.create_table(
        "offer",
        sa.Column("offer_id", sa.String(length=22), nullable=False),
        sa.Column("case_id", sa.String(length=22), nullable=False),
        sa.Column("counsel", sa.String(length=22), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("shown_at", sa.BigInteger(), nullable=True),
        sa.Column("opened_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(length=20), nullable=True),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_.case_id"],
        ),
        sa.PrimaryKeyConstraint("offer_id"),
    )
    op.create_index("offer_case", "offer", ["case_id"], unique=False)
    op.create_index("offer_changed", "offer", ["changed"], unique=False)
    op.create_index("offer_state_counsel", "offer", ["state", "counsel"], unique=False)


def _passkey() -> None:
    op.create_table(
        "passkey",
        sa.Column("credential_id", sa.String(length=1400), nullable=False),
        sa.Column("fingerprint", sa.String(length=22), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["fingerprint"],
            ["member.fingerprint"],
        ),
        sa.PrimaryKeyConstraint("credential_id"),
    )


def _session() -> None:
    op.create_table(
        "session",
        sa.Column("token_sha256", sa.String(length=43), nullable=False),
        sa.Column("fingerprint", sa.String(length=22), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["fingerprint"],
            ["member.fingerprint"],
        ),
        sa.PrimaryKeyConstraint("token_sha256"),
    )
    op.create_index("session_expires", "session", ["expires_at"], unique=False)


def _notice() -> None:
    op.create_table(
        "notice",
        sa.Column("notice_id", sa.String(length=22), nullable=False),
        sa.Column("action_key", sa.String(length=80), nullable=False),
        sa.Column("offer_id", sa.String(length=22), nullable=False),
        sa.Column("counsel", sa.String(length=22), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.BigInteger(), nullable=True),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("accepted_at", sa.BigInteger(), nullable=True),
        sa.Column("failed_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["offer_id"],
            ["offer.offer_id"],
        ),
        sa.PrimaryKeyConstraint("notice_id"),
        sa.UniqueConstraint("action_key"),
    )
    op.create_index("notice_due", "notice", ["next_at"], unique=False)
    op.create_index("notice_offer", "notice", ["offer_id"], unique=False)
