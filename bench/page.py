"""The person's page in a real Chromium, from the real server: what is fetched until she can press."""

import re
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from playwright.sync_api import Browser, sync_playwright

from bench.durable import Told, Wrong
from bench.figures import Figures, figure
from bench.instance import Instances, Serving

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")
# The moment at which the button can be held: what comes after it, rooms and guides, hurries nobody.
WATCH = """
new MutationObserver(() => {
  if (document.querySelector("button.hold:enabled")) window.usableAt ??= performance.now();
}).observe(document, { childList: true, subtree: true, attributes: true });
"""
ASKED = """
() => performance.getEntriesByType("resource")
  .filter(({ startTime }) => startTime <= window.usableAt)
  .map(({ name }) => name)
"""
WAIT_MS = 60_000
EACH, ALL, REQUESTS = 14 * 1_024, 45 * 1_024, 12
HASHED = re.compile(r"-[A-Za-z0-9_-]{8}(\.\w+)$")


def measure(instances: Instances, rounds: int, told: Told) -> Figures:
    """A first visit with nothing kept. Sizes are of the compressed bodies; the same in every round."""
    with instances.serving(instances.copy()) as serving, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        visits = [visit(browser, serving.port) for _ in range(min(rounds, 3))]
        browser.close()
        asked = max(visits, key=len)
        told(f"until the button can be held: {' '.join(asked)}")
        files = {path: _size(serving, path) for path in sorted(set(asked)) if not path.startswith("/v1/")}
    each = {f"page_bytes {_name(path)}": figure(size, "bytes", f"<= {EACH}") for path, size in files.items()}
    return {
        **each,
        "page_bytes_all": figure(sum(files.values()), "bytes", f"<= {ALL}"),
        "page_requests": figure(len(asked), "requests", f"<= {REQUESTS}"),
    }


def visit(browser: Browser, port: int) -> list[str]:
    """The paths asked for on a first visit, workers' included, until the first usable screen stands."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB")
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(f"http://127.0.0.1:{port}/", wait_until="commit")
    # A function: an expression is evaluated anew at each look, which the policy of the page forbids.
    page.wait_for_function("() => window.usableAt", timeout=WAIT_MS)
    paths = [urlsplit(url).path for url in page.evaluate(ASKED)]
    context.close()
    return ["/", *paths]


def chromium() -> str:
    """Where it is. Raises Wrong, which says how to get it."""
    found = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    if found is None:
        raise Wrong("Chromium is missing: run make chromium")
    return found


def _size(serving: Serving, path: str) -> int:
    """Bytes of the body as it is sent to a browser."""
    url = f"http://127.0.0.1:{serving.port}{path}"
    with httpx.stream("GET", url, headers={"Accept-Encoding": "gzip"}) as answer:
        answer.raise_for_status()
        return sum(map(len, answer.iter_raw()))


def _name(path: str) -> str:
    """The file without the hash in its name, so that figures of two builds can be compared."""
    return HASHED.sub(r"\1", Path(path).name) or "index.html"
