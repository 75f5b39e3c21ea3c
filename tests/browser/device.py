"""A device: one Chromium context with its own storage, and a watch on what a page must never do."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page, Request

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
WAIT_MS = 20_000
# Longer than the button has to be held (web/src/person/HoldButton.svelte).
HOLD_S = 1.3
# What the policy blocks is told to the page as this event; nothing may be.
WATCH = """
window.__violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.__violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
"""


class Size(NamedTuple):
    width: int
    height: int


SMALL, PHONE, LAPTOP = Size(320, 640), Size(390, 844), Size(1280, 800)


class Device:
    """`page` is its one page. `close` fails when the page broke a rule while it was open."""

    def __init__(self, browser: Browser, origin: str, size: Size, *, locale: str, dark: bool) -> None:
        self.origin = origin
        self._host = urlsplit(origin).netloc
        self.context = browser.new_context(
            viewport={"width": size.width, "height": size.height},
            locale=locale,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(WAIT_MS)
        self.context.add_init_script(WATCH)
        self.context.clock.install()
        self.foreign: list[str] = []
        self.faults: list[str] = []
        self.sent: list[bytes] = []
        self.context.on("request", self._on_request)
        self.page = self.open()

    def open(self) -> Page:
        """A new page of the same device."""
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page = page
        return page

    def go(self, path: str) -> Page:
        self.page.goto(self.origin + path)
        return self.page

    def button(self, name: str, *, exact: bool = True) -> Locator:
        return self.page.get_by_role("button", name=name, exact=exact)

    def speak(self, language: str) -> None:
        """Choose the language of the screens."""
        self.page.locator("header select").select_option(language)

    def reads(self, text: str | re.Pattern[str]) -> None:
        """Wait until the page shows it."""
        self.page.get_by_text(text).locator("visible=true").first.wait_for()

    def pass_time(self, seconds: float) -> None:
        """Nobody waits for it: timers of its pages go off now. Their clock then goes on as any does."""
        self.context.clock.fast_forward(round(seconds * 1_000))

    def hold(self, button: Locator) -> None:
        """The mouse, for a little longer than it takes."""
        button.hover()
        self.page.mouse.down()
        self.pass_time(HOLD_S)
        self.page.mouse.up()

    def passkeys(self) -> None:
        """A platform authenticator with a user who always agrees (Web Authentication Level 3, 11)."""
        session = self.context.new_cdp_session(self.page)
        session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
        }
        session.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    def rules_broken(self) -> list[str]:
        violations: Sequence[str] = self.page.evaluate("window.__violations")
        return [*self.foreign, *self.faults, *violations]

    def forget_rules_broken(self) -> None:
        """What the page itself remembers is gone with its next loading."""
        self.foreign.clear()
        self.faults.clear()

    def serious(self) -> list[str]:
        """What axe finds on the page as it is: serious and critical, WCAG 2.2 AA and best practice."""
        if not self.page.evaluate("() => 'axe' in window"):
            self.page.evaluate(f"() => {{ {AXE.read_text('utf-8')} }}")
        found = self.page.evaluate(
            "() => axe.run(document).then((report) => JSON.stringify(report.violations))"
        )
        return [
            f"{one['id']}: {node['html']} {node['failureSummary']}"
            for one in json.loads(found)
            if one["impact"] in ("serious", "critical")
            for node in one["nodes"]
        ]

    def close(self) -> None:
        broken = self.rules_broken() if not self.page.is_closed() else self.foreign + self.faults
        # A lie that is still being told would fail in whichever test runs by then.
        self.context.unroute_all(behavior="wait")
        self.context.close()
        assert broken == [], broken

    def _on_request(self, request: Request) -> None:
        where = urlsplit(request.url)
        if where.scheme in ("http", "https", "ws", "wss") and where.netloc != self._host:
            self.foreign.append(f"third party: {request.url}")
        if request.post_data_buffer:
            self.sent.append(request.post_data_buffer)
