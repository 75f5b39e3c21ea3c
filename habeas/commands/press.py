"""Press: the sealed message that opens a case."""

from habeas.commands.context import Context
from habeas.commands.shapes.person import Press, Receipt


async def press(ctx: Context, body: Press, size: int) -> tuple[Receipt, bool]:
    """Store a press for good; answers only once it is on disk.

    `size` is the length of the request body in bytes. Returns the receipt and whether a case was created:
    the same case and content again gives the same receipt and False. Never refuses for rate. Refused 400 (not
    in the organisation's lists, malformed envelope), 409 (same case, other content), 413 (over the limit).
    """
    raise NotImplementedError
