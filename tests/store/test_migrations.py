"""Every shape of the tables can be brought to the newest one, with rows in them."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Boolean, Integer, MetaData, String, Table, insert, select

from habeas.store.migrate import MIGRATIONS, migrate, newest
from habeas.store.sqlite import open_engine
from habeas.store.tables import metadata


def revisions() -> list[str]:
    """Oldest first."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()][::-1]


def fill(url: str) -> dict[str, int]:
    """A row in each table as it is at this revision; how many rows each has."""
    engine, known = open_engine(url, write=True), MetaData()
    with engine.begin() as conn:
        known.reflect(conn)
        tables = [table for table in known.sorted_tables if table.name != "alembic_version"]
        for table in tables:
            if conn.execute(select(table)).first() is None:
                conn.execute(insert(table), _row(table))
        counted = {table.name: len(conn.execute(select(table)).all()) for table in tables}
    engine.dispose()
    return counted


def _row(table: Table) -> dict[str, object]:
    """The same value in each column of a kind, so that references hold."""
    values: dict[type, object] = {Boolean: False, Integer: 1, String: "x"}
    return {
        column.name: next(value for kind, value in values.items() if isinstance(column.type, kind))
        for column in table.columns
    }


def rows(url: str) -> dict[str, int]:
    engine = open_engine(url, write=False)
    with engine.connect() as conn:
        counted = {name: len(conn.execute(select(table)).all()) for name, table in metadata.tables.items()}
    engine.dispose()
    return counted


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'habeas.db'}"


@pytest.mark.parametrize("start", revisions())
def test_rows_survive_the_way_to_the_newest_shape(url: str, start: str) -> None:
    migrate(url, start)
    before = fill(url)
    migrate(url)
    after = rows(url)
    assert {name: after[name] for name in before if name in after} == before
    assert set(before.values()) == {1}


def test_the_newest_shape_is_what_the_tables_say(url: str) -> None:
    migrate(url)
    engine = open_engine(url, write=True)
    with engine.begin() as conn:
        assert compare_metadata(MigrationContext.configure(conn), metadata) == []
    engine.dispose()


def test_migrating_again_changes_nothing(url: str) -> None:
    migrate(url)
    before = fill(url)
    migrate(url)
    assert rows(url) == before


def test_the_newest_revision_is_known_by_its_file() -> None:
    assert newest() == revisions()[-1]


def test_a_database_that_is_there_needs_no_tool_that_migrates(url: str) -> None:
    migrate(url)
    look = "from habeas.store.migrate import migrate; migrate(sys.argv[1]); print('alembic' in sys.modules)"
    look = f"import sys; {look}"
    done = subprocess.run([sys.executable, "-c", look, url], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
