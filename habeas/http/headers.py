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

# The person's place comes from the phone; nothing else of the device is ever asked for.
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


async def harden(message: Message, scope: Scope) -> None:
    """Put the headers on; answers that say nothing of caching are not to be kept."""
    if message["type"] != "http.response.start":
        return
    headers = MutableScopeHeaders(message)
    headers.update(ALWAYS)
    if scope["litestar_app"].state.https:
        headers.update(HTTPS_ONLY)
    headers.setdefault("Cache-Control", "no-store")


async def mend_allow(message: Message, scope: Scope) -> None:
    """The framework's own answer to OPTIONS forgets the methods that were added to the same path later."""
    if message["type"] != "http.response.start" or scope.get("method") != "OPTIONS":
        return
    for route in scope["litestar_app"].routes:
        if isinstance(route, HTTPRoute) and route.path_format == scope.get("path_template"):
            MutableScopeHeaders(message)["Allow"] = ", ".join(sorted(route.methods))
