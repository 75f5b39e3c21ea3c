"""When a check-in was armed; ranks are numbered by class."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("check_in", sa.Column("armed_at", sa.BigInteger, nullable=False, server_default="0"))
    op.execute("UPDATE case_ SET rank = 200 WHERE rank = 2")
