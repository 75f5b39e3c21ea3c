"""`python -m habeas.drill`: started by the service, and over when the service is."""

import asyncio
from functools import partial

from habeas.client.counsel import CounselParty
from habeas.client.robot import Pace, play
from habeas.drill.counsel import accept_later, drill_party, drill_voice
from habeas.drill.limits import beat, set_limits
from habeas.drill.lines import Keys
from habeas.drill.service import Service, local_http, open_service
from habeas.drill.silence import keep_silent


def main() -> None:
    keep_silent()
    set_limits()
    asyncio.run(run())


async def run() -> None:
    """Until the service is gone. Raises what went wrong beyond one drill."""
    service = await open_service()
    setup = await service.read_setup()
    async with local_http(setup) as http:
        works = (service.listen(), beat(), answer(service, drill_party(http, setup.now)))
        over, _ = await asyncio.wait(map(asyncio.ensure_future, works), return_when=asyncio.FIRST_COMPLETED)
        for work in over:
            work.result()


async def answer(service: Service, party: CounselParty) -> None:
    """Answer drills until cancelled."""
    service.tell(Keys(party.keys.seal_public, party.keys.sign_public))

    async def sign_in() -> None:
        party.use_session(await service.sign_in())

    party.api.sign_in = sign_in
    await sign_in()
    pace = Pace()
    await play(party, drill_voice, pace, partial(accept_later, pace))


main()
