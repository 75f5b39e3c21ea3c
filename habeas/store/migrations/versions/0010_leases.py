"""The next moment of open cases by an index."""

from alembic import op

revision = "0010"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("case_closed", "case_")
    op.create_index("case_closed", "case_", ["closed_at", "wake_at"])
