"""What the bench measures of the person's page can be measured: the policy of the page forbids none of it."""

from urllib.parse import urlsplit

from playwright.sync_api import Browser

from bench import page, slow_page
from tests.browser.house import House


def test_the_bench_sees_what_is_fetched_and_how_long_it_takes(browser: Browser, house: House) -> None:
    port = urlsplit(house.origin).port
    assert port is not None
    assert "ru" in page.languages()
    for language in page.languages():
        paths = page.visit(browser, port, language)
        assert paths[0] == "/"
        assert any(path.startswith(f"/assets/person.{language}-") for path in paths)
        # Each costs a phone on a slow network its way there and back.
        assert len(paths) <= page.REQUESTS
    context = browser.new_context()
    assert slow_page.visit(context, port, stay=True) > 0
    context.close()


def test_a_browser_on_this_machine_or_over_https_is_sent_what_the_build_has_packed(house: House) -> None:
    person = house.device()
    codings: dict[str, str | None] = {}
    person.page.on(
        "response",
        lambda answer: codings.update({urlsplit(answer.url).path: answer.headers.get("content-encoding")}),
    )
    person.go("/")
    person.button("Hold for a lawyer").wait_for()
    packed = {path: coding for path, coding in codings.items() if path == "/" or path.startswith("/assets/")}
    assert len(packed) > 5
    assert set(packed.values()) == {"br"}
