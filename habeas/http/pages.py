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
_BROTLI = ".br"
_TEXT = ("text/", "application/javascript", "application/json", "application/manifest+json", "image/svg+xml")

mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("application/manifest+json", ".webmanifest")


class Page(Struct, frozen=True):
    """One file. `packed`: what is sent in its place to browsers that read that coding, the best first."""

    body: bytes
    packed: Mapping[str, bytes]
    media_type: str
    caching: str
    tag: str

    def etag(self, coding: str | None = None) -> str:
        """A cache must not take one coding of the page for another, so that each has a tag of its own."""
        return f'"{self.tag}.{coding}"' if coding else f'"{self.tag}"'


def load(folder: Path) -> dict[str, Page]:
    """All files of the built web, by address: `index.html` is `/`, `desk.html` is `/desk`."""
    files = [file for file in sorted(folder.rglob("*")) if file.is_file() and file.suffix != _BROTLI]
    pages = {_address(file.relative_to(folder)): file for file in files}
    built = {
        address: page(address, file.read_bytes(), file.name, _beside(file)) for address, file in pages.items()
    }
    return built or {"/": Page(NOT_BUILT, {}, "text/plain", "no-store", "none")}


def _address(path: Path) -> str:
    address = "/" + path.as_posix().removesuffix(".html")
    return "/" if address == "/index" else address


def _beside(file: Path) -> bytes | None:
    """The same file as the build has compressed it: `sw.js.br` beside `sw.js`."""
    packed = file.with_name(file.name + _BROTLI)
    return packed.read_bytes() if packed.exists() else None


def page(address: str, body: bytes, name: str, brotli: bytes | None = None) -> Page:
    """What is sent at this address; the file name says what is inside."""
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return made(body, kind, immutable=address.startswith("/assets/"), brotli=brotli)


def made(body: bytes, kind: str, *, immutable: bool, brotli: bytes | None = None) -> Page:
    """A page of this media type. `immutable`: at this address there will never be anything else."""
    gzipped = gzip.compress(body, 9, mtime=0) if kind.startswith(_TEXT) else body
    codings = {"br": brotli or body, "gzip": gzipped}
    return Page(
        body=body,
        packed={name: packed for name, packed in codings.items() if len(packed) < len(body)},
        media_type=kind,
        caching=IMMUTABLE if immutable else REVALIDATE,
        tag=urlsafe_b64encode(sha256(body).digest()[:12]).decode(),
    )


def answer(page: Page, asked: Mapping[str, str]) -> Response[bytes]:
    """The page in the best coding that the browser reads, or 304 if it has that already."""
    accepted = _accepted(asked.get("Accept-Encoding", ""))
    coding = next((one for one in page.packed if one in accepted), None)
    headers = {"Cache-Control": page.caching, "ETag": page.etag(coding), "Vary": "Accept-Encoding"}
    if page.etag(coding) in asked.get("If-None-Match", ""):
        return Response(b"", status_code=304, headers=headers, media_type=page.media_type)
    if coding is None:
        return Response(page.body, headers=headers, media_type=page.media_type)
    headers["Content-Encoding"] = coding
    return Response(page.packed[coding], headers=headers, media_type=page.media_type)


def _accepted(header: str) -> set[str]:
    """The codings that Accept-Encoding (RFC 9110, 12.5.3) names, but for those with a weight of 0."""
    named = (one.replace(" ", "").lower().partition(";q=") for one in header.split(","))
    return {name for name, _, weight in named if weight.strip("0.") or not weight}


def router(pages: Mapping[str, Page]) -> Router:
    """One route a file, so that all other addresses are honestly unknown."""

    @route(list(pages), http_method=[HttpMethod.GET, HttpMethod.HEAD], include_in_schema=False)
    async def file(request: Request[Any, Any, Any]) -> Response[bytes]:
        return answer(pages[request.scope["path"]], request.headers)

    return Router("/", route_handlers=[file])
