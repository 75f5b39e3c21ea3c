"""The built web pages, read once at the start: a request never reads the disk."""

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
_BROTLI = ".br"
_TEXT = ("text/", "application/javascript", "application/json", "application/manifest+json", "image/svg+xml")

mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("application/manifest+json", ".webmanifest")


class Page(Struct, frozen=True):
    """One file. `encodings`: its compressed bodies by content coding, the best first."""

    body: bytes
    encodings: Mapping[str, bytes]
    media_type: str
    caching: str
    tag: str

    def etag(self, coding: str | None = None) -> str:
        """Each coding has a tag of its own, so that a cache does not take one for another."""
        return f'"{self.tag}.{coding}"' if coding else f'"{self.tag}"'


def load(folder: Path) -> dict[str, Page]:
    """All files of the built web, by address: `index.html` is `/`, `desk.html` is `/desk`."""
    files = [file for file in sorted(folder.rglob("*")) if file.is_file() and file.suffix != _BROTLI]
    addresses = {_address(file.relative_to(folder)): file for file in files}
    pages = {
        address: file_page(address, file.read_bytes(), file.name, _brotli_of(file))
        for address, file in addresses.items()
    }
    return pages or {"/": Page(NOT_BUILT, {}, "text/plain", "no-store", "none")}


def _address(path: Path) -> str:
    address = "/" + path.as_posix().removesuffix(".html")
    return "/" if address == "/index" else address


def _brotli_of(file: Path) -> bytes | None:
    """The file as the build compressed it: `sw.js.br` beside `sw.js`."""
    neighbour = file.with_name(file.name + _BROTLI)
    return neighbour.read_bytes() if neighbour.exists() else None


def file_page(address: str, body: bytes, name: str, brotli: bytes | None = None) -> Page:
    """The page at this address; the file name tells its media type."""
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return make_page(body, kind, immutable=address.startswith("/assets/"), brotli=brotli)


def make_page(body: bytes, kind: str, *, immutable: bool, brotli: bytes | None = None) -> Page:
    """A page of this media type. `immutable`: this address will never have another body."""
    gzipped = gzip.compress(body, 9, mtime=0) if kind.startswith(_TEXT) else body
    codings = {"br": brotli or body, "gzip": gzipped}
    return Page(
        body=body,
        encodings={name: coded for name, coded in codings.items() if len(coded) < len(body)},
        media_type=kind,
        caching=IMMUTABLE if immutable else REVALIDATE,
        tag=urlsafe_b64encode(sha256(body).digest()[:12]).decode(),
    )


def answer(page: Page, request_headers: Mapping[str, str]) -> Response[bytes]:
    """The page in the best coding that the browser reads, or 304 if it has that already."""
    codings = _accepted_codings(request_headers.get("Accept-Encoding", ""))
    coding = next((name for name in page.encodings if name in codings), None)
    headers = {"Cache-Control": page.caching, "ETag": page.etag(coding), "Vary": "Accept-Encoding"}
    if page.etag(coding) in request_headers.get("If-None-Match", ""):
        return Response(b"", status_code=304, headers=headers, media_type=page.media_type)
    if coding is None:
        return Response(page.body, headers=headers, media_type=page.media_type)
    headers["Content-Encoding"] = coding
    return Response(page.encodings[coding], headers=headers, media_type=page.media_type)


def _accepted_codings(header: str) -> set[str]:
    """The codings that Accept-Encoding (RFC 9110, 12.5.3) names, except those with a weight of 0."""
    parts = (part.replace(" ", "").lower().partition(";q=") for part in header.split(","))
    return {name for name, _, weight in parts if weight.strip("0.") or not weight}


def router(pages: Mapping[str, Page]) -> Router:
    """One route for each file, so that every other address is unknown (404)."""

    @route(list(pages), http_method=[HttpMethod.GET, HttpMethod.HEAD], include_in_schema=False)
    async def file(request: Request[Any, Any, Any]) -> Response[bytes]:
        return answer(pages[request.scope["path"]], request.headers)

    return Router("/", route_handlers=[file])
