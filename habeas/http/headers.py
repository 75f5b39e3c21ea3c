"""Headers that every answer carries, errors included."""

from litestar.datastructures import MutableScopeHeaders
from litestar.routes import HTTPRoute
from litestar.types import Message, Scope

# Svelte names its Trusted Types policy; `habeas` is ours, for the addresses of our own workers.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "font-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types svelte-trusted-html habeas",
    )
)

# A page may ask for the position and for passkeys, and for nothing else of the device.
PERMISSIONS_POLICY = (
    "geolocation=(self), publickey-credentials-get=(self), publickey-credentials-create=(self), "
    "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), gyroscope=(), "
    "hid=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()"
)

ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS_POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
HTTPS_ONLY = {"Strict-Transport-Security": "max-age=63072000"}


def _raw(headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]


# As they are sent, encoded once: setting them one by one cost each answer more than its routing.
_PLAIN, _HTTPS = _raw(ALWAYS), _raw(ALWAYS | HTTPS_ONLY)
_NO_STORE = (b"cache-control", b"no-store")


async def harden(message: Message, scope: Scope) -> None:
    """Add the headers. An answer that says nothing about caching may not be stored."""
    if message["type"] != "http.response.start":
        return
    own = message["headers"] = [*message["headers"], *_always(scope)]
    if not any(name.lower() == b"cache-control" for name, _ in own):
        own.append(_NO_STORE)


def _always(scope: Scope) -> list[tuple[bytes, bytes]]:
    return _HTTPS if scope["litestar_app"].state.https else _PLAIN


async def mend_allow(message: Message, scope: Scope) -> None:
    """Correct the framework's answer to OPTIONS: it lacks the methods of later routes on the same path."""
    if message["type"] != "http.response.start" or scope.get("method") != "OPTIONS":
        return
    for route in scope["litestar_app"].routes:
        if isinstance(route, HTTPRoute) and route.path_format == scope.get("path_template"):
            MutableScopeHeaders(message)["Allow"] = ", ".join(sorted(route.methods))
