"""The guise of the person's page: its name and icon on the home screen and in the tab."""

import html
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import msgspec

from habeas.commands.settings import Guise
from habeas.http.pages import Page, file_page

ICONS = ("/icon.svg", "/icon-192.png", "/icon-512.png")
_CHOICES = "/icons/"
# The build puts this into the service worker. When it changes, a phone fetches everything anew.
_VERSION_MARK = b".notes"
_PNG_FILE = ".png"


def apply_guise(pages: Mapping[str, Page], guise: Guise) -> dict[str, Page]:
    """The pages under the organisation's name and icon. Raises OSError when its icon file cannot be read."""
    plain = {address: page for address, page in pages.items() if not address.startswith(_CHOICES)}
    if guise == Guise() or "/manifest.webmanifest" not in plain:
        return plain
    bodies = {address: _icon(pages, guise.icon, address) for address in ICONS}
    mark = sha256(b"".join([guise.name.encode(), *bodies.values()])).hexdigest()[:8].encode()
    bodies["/manifest.webmanifest"] = _manifest(plain["/manifest.webmanifest"].body, guise)
    bodies["/"] = _index(plain["/"].body, guise)
    bodies["/sw.js"] = plain["/sw.js"].body.replace(_VERSION_MARK, b"." + mark)
    return plain | {
        address: file_page(address, body, _file_name(address, guise)) for address, body in bodies.items()
    }


def _file_name(address: str, guise: Guise) -> str:
    """Its ending tells the media type. An organisation's own PNG is served at every icon's address."""
    return "icon.png" if address in ICONS and guise.icon.endswith(_PNG_FILE) else address


def _icon(pages: Mapping[str, Page], icon: str, address: str) -> bytes:
    if icon.endswith(_PNG_FILE):
        return Path(icon).read_bytes()
    choice = address.replace("/icon", f"{_CHOICES}{icon}")
    return pages[choice if choice in pages else address].body


def _manifest(body: bytes, guise: Guise) -> bytes:
    manifest = msgspec.json.decode(body) | {"name": guise.name, "short_name": guise.name}
    if guise.icon.endswith(_PNG_FILE):
        manifest["icons"] = [
            {"src": ICONS[-1], "sizes": "any", "type": "image/png", "purpose": purpose}
            for purpose in ("any", "maskable")
        ]
    return msgspec.json.encode(manifest)


def _index(body: bytes, guise: Guise) -> bytes:
    name = html.escape(guise.name)
    text = body.decode().replace("<title>Notes</title>", f"<title>{name}</title>")
    text = text.replace('name="application-name" content=""', f'name="application-name" content="{name}"')
    if guise.icon.endswith(_PNG_FILE):
        text = text.replace('href="/icon.svg" type="image/svg+xml"', f'href="{ICONS[1]}"')
    return text.encode()
