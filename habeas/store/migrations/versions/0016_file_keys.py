"""Names in few hands: keys of the file beside the card, who asks for one, and who was given one."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

ID = sa.String(length=22)


def upgrade() -> None:
    op.add_column("case_", sa.Column("key_holders", sa.Text(), nullable=False, server_default=""))
    op.add_column("check_in", sa.Column("file_keys", sa.Text(), nullable=False, server_default="[]"))
    op.add_column("roster", sa.Column("standby", sa.Text(), nullable=False, server_default="[]"))
    case = sa.ForeignKey("case_.case_id")
    op.create_table(
        "given_key",
        sa.Column("case_id", ID, case, nullable=False),
        sa.Column("member", ID, nullable=False),
        sa.Column("label", sa.String(length=20), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "member", "label"),
    )
    op.create_table(
        "key_request",
        sa.Column("case_id", ID, sa.ForeignKey("case_.case_id"), nullable=False),
        sa.Column("member", ID, nullable=False),
        sa.Column("reason", sa.String(length=200)),
        sa.PrimaryKeyConstraint("case_id", "member"),
    )
    op.create_table(
        "key_holder",
        sa.Column("member", ID, nullable=False),
        sa.Column("case_id", ID, sa.ForeignKey("case_.case_id"), nullable=False),
        sa.PrimaryKeyConstraint("member", "case_id"),
    )
    op.create_index("key_holder_case", "key_holder", ["case_id"])
