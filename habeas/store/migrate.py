"""Bring a database to the newest shape of the tables."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from habeas.store.sqlite import open_engine

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(url: str, revision: str = "head") -> None:
    """Up to `revision`, all in one transaction; a database that is there already changes nothing."""
    engine = open_engine(url, write=True)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
    finally:
        engine.dispose()
