"""The built web pages, read once at the start: no path of a request ever touches the disk."""

import gzip
import mimetypes
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from litestar import Request, Response, Router, route
from litestar.enums import HttpMethod
from msgspec import Struct

NOT_BUILT = b"The pages are not built yet: run make setup, then start the service again.\n"
IMMUTABLE = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"
_TEXT = ("text/", "application/javascript", "application/json", "application/manifest+json", "image/svg+xml")

mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("application/manifest+json", ".webmanifest")


class Page(Struct, frozen=True):
    """One file as it is sent; `gzipped` is None where that would not make it smaller."""

    body: bytes
    gzipped: bytes | None
    media_type: str
    caching: str
    etag: str


def load(folder: Path) -> dict[str, Page]:
    """All files of the built web, by address: `index.html` is `/`, `desk.html` is `/desk`."""
    found = {_address(file.relative_to(folder)): file for file in sorted(folder.rglob("*")) if file.is_file()}
    pages = {address: page(address, file.read_bytes(), file.name) for address, file in found.items()}
    return pages or {"/": Page(NOT_BUILT, None, "text/plain", "no-store", '"none"')}


def _address(path: Path) -> str:
    address = "/" + path.as_posix().removesuffix(".html")
    return "/" if address == "/index" else address


def page(address: str, body: bytes, name: str) -> Page:
    """What is sent at this address; the file name says what is inside."""
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return made(body, kind, immutable=address.startswith("/assets/"))


def made(body: bytes, kind: str, *, immutable: bool) -> Page:
    """A page of this media type. `immutable`: at this address there will never be anything else."""
    gzipped = gzip.compress(body, 9, mtime=0) if kind.startswith(_TEXT) else body
    return Page(
        body=body,
        gzipped=gzipped if len(gzipped) < len(body) else None,
        media_type=kind,
        caching=IMMUTABLE if immutable else REVALIDATE,
        etag=f'W/"{urlsafe_b64encode(sha256(body).digest()[:12]).decode()}"',
    )


def answer(page: Page, asked: Mapping[str, str]) -> Response[bytes]:
    """The page, compressed if the browser can, or 304 if it has it."""
    headers = {"Cache-Control": page.caching, "ETag": page.etag, "Vary": "Accept-Encoding"}
    if page.etag in asked.get("If-None-Match", ""):
        return Response(b"", status_code=304, headers=headers, media_type=page.media_type)
    if page.gzipped is None or "gzip" not in asked.get("Accept-Encoding", ""):
        return Response(page.body, headers=headers, media_type=page.media_type)
    headers["Content-Encoding"] = "gzip"
    return Response(page.gzipped, headers=headers, media_type=page.media_type)


def router(pages: Mapping[str, Page]) -> Router:
    """One route a file, so that all other addresses are honestly unknown."""

    @route(list(pages), http_method=[HttpMethod.GET, HttpMethod.HEAD], include_in_schema=False)
    async def file(request: Request[Any, Any, Any]) -> Response[bytes]:
        return answer(pages[request.scope["path"]], request.headers)

    return Router("/", route_handlers=[file])
