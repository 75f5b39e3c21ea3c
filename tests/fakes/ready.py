"""What every test needs anew and is the same each time: made once in a process."""

import ssl
import tempfile
from functools import cache
from pathlib import Path

import httpx

from habeas.store.migrate import migrate

# Nothing in a test speaks TLS: who trusts nobody need not read the machine's certificates for each client.
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def empty_database(path: Path) -> None:
    """A database in its newest shape, without a row."""
    path.write_bytes(_empty_database())


@cache
def _empty_database() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "habeas.db"
        migrate(f"sqlite:///{path}")
        return path.read_bytes()


def client(origin: str, timeout: float = 30) -> httpx.AsyncClient:
    """A device of its own: its cookies are nobody else's."""
    return httpx.AsyncClient(base_url=origin, timeout=timeout, verify=NO_TLS)
