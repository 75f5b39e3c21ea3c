"""What the bench measures of the person's page can be measured: the policy of the page forbids none of it."""

from urllib.parse import urlsplit

from playwright.sync_api import Browser

from bench import page, slow_page
from tests.browser.house import House


def test_the_bench_sees_what_is_fetched_and_how_long_it_takes(browser: Browser, house: House) -> None:
    port = urlsplit(house.origin).port
    assert port is not None
    paths = page.visit(browser, port)
    assert paths[0] == "/"
    assert any(path.startswith("/assets/index-") for path in paths)
    context = browser.new_context()
    assert slow_page.visit(context, port, stay=True) > 0
    context.close()
