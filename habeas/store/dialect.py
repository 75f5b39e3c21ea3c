"""The few statements that the databases spell differently."""

from sqlalchemy import Insert, Table
from sqlalchemy.dialects import sqlite


def insert_new(table: Table) -> Insert:
    """Insert, leaving alone what is there already."""
    return sqlite.insert(table).on_conflict_do_nothing()
