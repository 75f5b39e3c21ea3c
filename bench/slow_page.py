"""The person's page on a bad network: how long until she can press, the first time and from then on."""

from statistics import median

from playwright.sync_api import BrowserContext, sync_playwright

from bench.durable import Told
from bench.figures import Figures, figure
from bench.instance import Instances
from bench.page import QUIET, chromium

# 400 kbit/s each way, 400 ms from asking to the first byte.
NETWORK = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
WAIT_MS = 60_000
# Milliseconds since the page was asked for; the button can be held from its first frame on.
USABLE = "() => document.querySelector('button.hold:enabled') && performance.now()"
KEPT = "navigator.serviceWorker.ready.then(() => true)"


def measure(instances: Instances, rounds: int, told: Told) -> Figures:
    """Medians over the rounds, each with nothing kept at first. The service is on the same machine."""
    with instances.serving(instances.copy()) as serving, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        cold, kept = [], []
        for _ in range(rounds):
            context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB")
            cold.append(visit(context, serving.port, stay=True))
            kept.append(visit(context, serving.port))
            context.close()
            told(f"{cold[-1]:.2f} s, then {kept[-1]:.2f} s")
        browser.close()
    return {
        "page_slow_first_visit": figure(median(cold), "s", "<= 3"),
        "page_slow_kept": figure(median(kept), "s", "<= 0.5"),
    }


def visit(context: BrowserContext, port: int, *, stay: bool = False) -> float:
    """Seconds until the button can be held; `stay`: until the worker keeps the page."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", NETWORK)
    page.goto(f"http://127.0.0.1:{port}/", wait_until="commit", timeout=WAIT_MS)
    seconds = float(page.wait_for_function(USABLE, timeout=WAIT_MS).json_value()) / 1_000
    if stay:
        page.evaluate(KEPT)
    page.close()
    return seconds
