"""The demo as an instance: settings made from the city, and all files in one folder."""

from pathlib import Path

from habeas.commands.settings import Settings
from habeas.commands.shapes.public import Signer
from habeas.core.config import Config
from habeas.core.plan import Plan, Step
from habeas.demo import city
from habeas.demo.organisation import DemoOrganisation
from habeas.settings import Instance

DATABASE = "habeas.db"
# All counsel are asked at once, since they are few: whoever a visitor plays has the offer, and the robot too.
PLAN = Plan((Step(14, 60), Step(14, 60)))
# Every call is made, and no acceptance is held for somebody nearer.
DISPATCH = Config(
    accept_base=0.05,
    accept_per_minute=0.0,
    accept_committed=0.05,
    repeat_accept_factor=1.0,
    book_ahead_minutes=10_000.0,
    hold_minutes=10_000.0,
    travel_cost_per_minute=0.0,
    cost_per_notice=0.0,
    second_counsel_cost=0.0,
)


def instance_in(folder: Path, organisation: DemoOrganisation, host: str, port: int) -> Instance:
    """The demo in this folder, with an empty database."""
    database = folder / DATABASE
    for file in (database, *(database.with_name(f"{DATABASE}-{end}") for end in ("wal", "shm"))):
        file.unlink(missing_ok=True)
    return Instance(settings_for(organisation, f"http://{host}:{port}", host), database, host, port)


def settings_for(organisation: DemoOrganisation, origin: str, host: str) -> Settings:
    signer = organisation.public
    return Settings(
        organisation=organisation.name,
        name=city.NAME,
        public_url=origin,
        rp_id=host,
        origin=origin,
        demo=True,
        signers=(Signer(signer.kid, signer.x, signer.y),),
        threshold=1,
        languages=city.LANGUAGES,
        areas=tuple(city.areas()),
        places=tuple(city.places()),
        hotlines=tuple(city.hotlines()),
        travel=city.travel(),
        plan=PLAN,
        dispatch=DISPATCH,
    )
