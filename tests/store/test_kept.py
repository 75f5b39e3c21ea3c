"""What docs/protocol.md says is kept is what the tables keep: all of it, and nothing else."""

import re
from pathlib import Path

from habeas.store.tables import metadata

PROTOCOL = Path(__file__).parents[2] / "docs" / "protocol.md"


def documented() -> dict[str, list[str]]:
    """table -> columns, as the list in the protocol has them."""
    section = PROTOCOL.read_text("utf-8").partition("## What the server keeps\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \|.*\| (.*) \|$", section, re.M)
    return {table: re.findall(r"`(\w+)`", columns) for table, columns in rows}


def test_every_table_and_column_is_listed_in_the_protocol() -> None:
    assert documented() == {table.name: table.columns.keys() for table in metadata.tables.values()}
