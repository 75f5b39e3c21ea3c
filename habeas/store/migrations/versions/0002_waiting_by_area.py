"""How many wait in an area is counted in an index, not by going through all cases."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("case_state_area", "case_", ["state", "area"], unique=False)
