"""A token says which case, check-in or deposit it opens: it is found by its hash, and opens one thing.

Where rows share one, which no client makes, the first keeps it; the others are opened by no token.
"""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table, column, key in (
        ("owner", "token_sha256", "case_id"),
        ("deposit", "owner_sha256", "lookup_id"),
    ):
        first = f"SELECT min({key}) FROM {table} GROUP BY {column}"
        op.execute(f"UPDATE {table} SET {column} = {key} WHERE {key} NOT IN ({first})")
    op.create_index("owner_token", "owner", ["token_sha256"], unique=True)
    op.create_index("deposit_owner", "deposit", ["owner_sha256"], unique=True)
