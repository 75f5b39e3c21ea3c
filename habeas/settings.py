"""Settings: one TOML file that says all an operator decides, checked before anything starts."""

import re
import tomllib
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from habeas.commands.dispatch import Dispatch
from habeas.commands.limits import Limits, Retention, out_of_bounds
from habeas.commands.settings import DEFAULT_PLAN, Area, Guise, Hotline, Place, Settings
from habeas.commands.shapes.public import Signer
from habeas.core.plan import Plan, Step
from habeas.guides.compiler import UnverifiedPolicy
from habeas.sealed.directory import Line, Names
from habeas.sealed.ids import thumbprint
from habeas.sealed.sizes import GRAIN_METRES, METRES

FILE = "habeas.toml"
LANGUAGE = re.compile(r"[a-z]{2,3}")
ICONS = ("notes", "clock", "list", "book")
PNG = b"\x89PNG\r\n\x1a\n"
ICON_BYTES = 14 * 1_024
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class BadSettings(Exception):
    """The settings cannot be served with; the message is one line that says what to change."""


class Server(Struct, frozen=True, forbid_unknown_fields=True):
    """Where to listen, and the database file, relative to the settings file's folder.

    address_header: the header in which the web server in front names the caller's address.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    database: str = "habeas.db"
    group_commit: bool = True
    address_header: Annotated[str, Meta(pattern="^[A-Za-z0-9-]{1,40}$")] | None = None


class Guides(Struct, frozen=True, forbid_unknown_fields=True):
    """`folder`: the organisation's own packs, relative to the settings file's folder; `jurisdictions`: which
    are served, in the order in which the phone offers them, all if none is named; the first is the law of the
    place, and `areas` says where it is another.
    """

    folder: str | None = None
    unverified: UnverifiedPolicy = UnverifiedPolicy.banner
    jurisdictions: tuple[str, ...] = ()
    areas: dict[str, str] = {}


class Instance(Struct, frozen=True):
    """An instance ready to be put together: its settings, and where its parts are on this machine.

    `manifest`: the signed hashes of its pages, if the organisation signs them.
    """

    settings: Settings
    database: Path
    host: str
    port: int
    guides: Guides = Guides()
    manifest: Path | None = None


class _File(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file as the operator writes it. A plain `name` is in the first of the languages."""

    organisation: str
    name: Line | Names
    public_url: str
    threshold: int = 2
    languages: tuple[str, ...] = ("en", "ru")
    manifest: str | None = None
    capacity: Annotated[int, Meta(ge=1, le=1_000)] = 12
    dispatch: Dispatch = Dispatch()
    server: Server = Server()
    signers: tuple[Signer, ...] = ()
    grain_metres: Annotated[int, Meta(ge=GRAIN_METRES, le=METRES)] = 1_000
    areas: tuple[Area, ...] = ()
    places: tuple[Place, ...] = ()
    hotlines: tuple[Hotline, ...] = ()
    travel: dict[str, dict[str, int]] = {}
    plan: tuple[Step, ...] = DEFAULT_PLAN.steps
    guise: Guise = Guise()
    limits: Limits = Limits()
    retention: Retention = Retention()
    guides: Guides = Guides()


def load(path: Path) -> Instance:
    """Read and check the file. Raises BadSettings, whose message names the file and what is wrong in it."""
    try:
        file = msgspec.convert(tomllib.loads(path.read_text("utf-8")), _File)
        settings = _settings(file, path.resolve().parent)
        _check(settings)
        areas = {area.area for area in settings.areas}
        for area in file.guides.areas:
            _check_area_exists(area, areas, "[guides] areas")
    except FileNotFoundError as error:
        raise BadSettings(
            f"{path} does not exist: name the file with --settings, or make an instance with habeas init"
        ) from error
    except (
        OSError,
        UnicodeDecodeError,
        tomllib.TOMLDecodeError,
        msgspec.ValidationError,
        ValueError,
    ) as error:
        raise BadSettings(f"{path}: {error}") from error
    here = path.resolve().parent
    guides, own = file.guides, file.guides.folder
    if own is not None:
        guides = replace(guides, folder=str(here / own))
    manifest = None if file.manifest is None else here / file.manifest
    return Instance(
        settings, here / file.server.database, file.server.host, file.server.port, guides, manifest
    )


def gaps(settings: Settings) -> list[str]:
    """What a new instance still lacks before a press can reach anybody, in the operator's words."""
    needs = {
        "no [[signers]]: without a roster nobody can press (habeas roster --help)": settings.signers,
        "no [[areas]]: there is no area to press from": settings.areas,
        "no [[hotlines]]: a person who cannot be helped here is shown no number": settings.hotlines,
    }
    return [gap for gap, present in needs.items() if not present]


def origin_of(public_url: str) -> str:
    """scheme://host[:port] of an address. Raises ValueError unless it is https, or http on this machine."""
    parts = urlsplit(public_url)
    if not parts.hostname or parts.path not in ("", "/") or parts.query or parts.fragment or parts.username:
        raise ValueError(f"public_url must be like https://help.example.org, not {public_url!r}")
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise ValueError(
            "public_url must begin with https:// (browsers allow passkeys and sealing only there)"
        )
    return f"{parts.scheme}://{parts.netloc}"


def _settings(file: _File, folder: Path) -> Settings:
    origin = origin_of(file.public_url)
    return Settings(
        organisation=file.organisation,
        name={next(iter(file.languages), "en"): file.name} if isinstance(file.name, str) else file.name,
        public_url=origin,
        rp_id=urlsplit(origin).hostname or "",
        origin=origin,
        signers=file.signers,
        threshold=file.threshold,
        languages=file.languages,
        grain_metres=file.grain_metres,
        areas=file.areas,
        places=file.places,
        hotlines=file.hotlines,
        travel=file.travel,
        plan=Plan(file.plan),
        capacity=file.capacity,
        dispatch=file.dispatch.config(),
        guise=_guise(file.guise, folder),
        limits=file.limits,
        retention=file.retention,
        group_commit=file.server.group_commit,
        address_header=file.server.address_header,
    )


def _guise(guise: Guise, folder: Path) -> Guise:
    """With the whole path of an icon of the organisation's own."""
    if guise.icon in ICONS:
        return guise
    file = folder / guise.icon
    if not guise.icon.endswith(".png") or not file.is_file():
        raise ValueError(f'[guise] icon = "{guise.icon}" is none of {", ".join(ICONS)}, and no PNG file here')
    image = file.read_bytes()
    width, height = (int.from_bytes(image[at : at + 4]) for at in (16, 20))
    if not image.startswith(PNG) or width != height or not 192 <= width <= 1_024:
        raise ValueError(f"[guise] {guise.icon} is not a square PNG of 192 to 1024 pixels")
    if len(image) > ICON_BYTES:
        raise ValueError(f"[guise] {guise.icon} has {len(image)} bytes; {ICON_BYTES} pass every network")
    return msgspec.structs.replace(guise, icon=str(file))


def _check(settings: Settings) -> None:
    """What types cannot say: that the lists fit each other."""
    _check_unique("area", [area.area for area in settings.areas])
    _check_unique("place", [place.place for place in settings.places])
    _check_unique("signer", [signer.kid for signer in settings.signers])
    _check_languages(settings)
    _check_centres(settings)
    areas = {area.area for area in settings.areas}
    for place in settings.places:
        _check_area_exists(place.area, areas, f"place {place.place}")
    for origin, row in settings.travel.items():
        for area in (origin, *row):
            _check_area_exists(area, areas, "[travel]")
    _check_signers(settings)
    for table, values in (("limits", settings.limits), ("retention", settings.retention)):
        for fault in out_of_bounds(values):
            raise ValueError(f"[{table}] {fault}")


def _check_languages(settings: Settings) -> None:
    for language in settings.languages:
        if not LANGUAGE.fullmatch(language):
            raise ValueError(f'languages: "{language}" is not two or three small letters, like "en"')


def _check_centres(settings: Settings) -> None:
    for area in settings.areas:
        for name, degrees, most in (("lat", area.lat, 90), ("lon", area.lon, 180)):
            if not -most <= degrees <= most:
                raise ValueError(f"area {area.area}: {name} = {degrees} is not between -{most} and {most}")


def _check_signers(settings: Settings) -> None:
    for signer in settings.signers:
        if thumbprint(signer) != signer.kid:
            raise ValueError(f"signer {signer.kid}: kid does not fit x and y; copy the three lines together")
    if settings.signers and not 1 <= settings.threshold <= len(settings.signers):
        raise ValueError(
            f"threshold is {settings.threshold} but there are {len(settings.signers)} [[signers]]"
        )


def _check_unique(kind: str, names: list[str]) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"{kind} {twice[0]} is there twice")


def _check_area_exists(area: str, areas: set[str], where: str) -> None:
    if area not in areas:
        raise ValueError(f"{where} names the area {area}, which is not in [[areas]]")
