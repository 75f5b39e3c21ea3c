"""Bring a database to the newest shape of the tables."""

from pathlib import Path

from sqlalchemy import Engine, inspect, text

from habeas.store.sqlite import open_engine

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(url: str, revision: str = "head") -> None:
    """Up to `revision`, all in one transaction; a database that is there already changes nothing."""
    engine = open_engine(url, write=True)
    try:
        if revision != "head" or _revision_of(engine) != newest():
            _upgrade(engine, revision)
    finally:
        engine.dispose()


def newest() -> str:
    """The newest revision: the files of the migrations begin with theirs."""
    return max(path.stem.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def _revision_of(engine: Engine) -> str | None:
    with engine.connect() as conn:
        if not inspect(conn).has_table("alembic_version"):
            return None
        revision: str | None = conn.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return revision


def _upgrade(engine: Engine, revision: str) -> None:
    # 12 MB that a service does not need once its database is there.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
