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
from habeas.wire import WEB

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
EACH, REQUESTS = 14 * 1_024, 10
# Browsers accept brotli where the address is https, and gzip everywhere.
ALL = {"br": 41_000, "gzip": 45 * 1_024}
HASHED = re.compile(r"-[A-Za-z0-9_-]{8}(\.\w+)$")
WORDS = re.compile(r"person\.([a-z]{2})-")


def measure(instances: Instances, rounds: int, told: Told) -> Figures:
    """A first visit with nothing kept, in each language. Sizes are of the compressed bodies."""
    with instances.serving(instances.copy()) as serving, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        figures: Figures = {}
        for language in languages():
            visits = [visit(browser, serving.port, language) for _ in range(min(rounds, 3))]
            asked = max(visits, key=len)
            told(f"in {language}, until the button can be held: {' '.join(asked)}")
            figures |= {f"page_requests {language}": figure(len(asked), "requests", f"<= {REQUESTS}")}
            figures |= _sizes(serving, language, [path for path in asked if not path.startswith("/v1/")])
        browser.close()
    return figures


def _sizes(serving: Serving, language: str, asked: list[str]) -> Figures:
    """Of each file, and of all together, in each coding."""
    figures: Figures = {}
    for coding, limit in ALL.items():
        sizes = {_name(path): _size(serving, path, coding) for path in asked}
        figures |= {
            f"page_bytes {coding} {name}": figure(size, "bytes", f"<= {EACH}") for name, size in sizes.items()
        }
        figures[f"page_bytes {coding}, all in {language}"] = figure(
            sum(sizes.values()), "bytes", f"<= {limit}"
        )
    return figures


def languages() -> list[str]:
    """In which the built page can be read."""
    return sorted(WORDS.findall(" ".join(file.name for file in (WEB / "assets").glob("person.*.js"))))


def visit(browser: Browser, port: int, language: str) -> list[str]:
    """The paths asked for on a first visit, workers' included, until the first usable screen stands."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale=language)
    page = context.new_page()
    page.add_init_script(WATCH)
    # Chosen before: a language that a machine translated is spoken to nobody unasked.
    page.add_init_script(f"localStorage.setItem('language', '{language}')")
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


def _size(serving: Serving, path: str, coding: str) -> int:
    """Bytes of the body as it is sent to a browser that accepts the coding. All of them accept gzip."""
    url = f"http://127.0.0.1:{serving.port}{path}"
    with httpx.stream("GET", url, headers={"Accept-Encoding": f"gzip, {coding}"}) as answer:
        answer.raise_for_status()
        return sum(map(len, answer.iter_raw()))


def _name(path: str) -> str:
    """The file without the hash in its name, so that figures of two builds can be compared."""
    return HASHED.sub(r"\1", Path(path).name) or "index.html"
