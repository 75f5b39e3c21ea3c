"""The service's own key: for what it must know again, and must not be guessed, and is stored nowhere."""

from habeas.commands.context import Context
from habeas.sealed.ids import b64, unb64
from habeas.store import service_keys

KEY_BYTES = 32


async def service_key(ctx: Context) -> bytes:
    """Of the database: another process has the same, also after a new start."""
    key = await ctx.store.read(service_keys.stored_key)
    if key is None:
        key = await ctx.store.write(service_keys.make_key, b64(ctx.random(KEY_BYTES)))
    return unb64(key)
