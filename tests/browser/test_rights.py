"""The rights guides on a phone: there before they are needed, found, read, and on paper."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.device import PHONE, SMALL, Device, Size
from tests.browser.house import House, served
from tests.browser.looks import enlarged, look
from tests.browser.people import choose_area, hold
from tests.browser.rights import LAW, come_back_without_network, heading, row, tab, visit

PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")


@pytest.fixture(scope="module")
def house(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with served(browser, tmp_path_factory.mktemp("rights"), LAW) as made:
        made.sign_roster()
        yield made


@pytest.mark.parametrize("size", [SMALL, PHONE])
def test_a_guide_is_found_and_read_without_network_from_the_second_visit_on(house: House, size: Size) -> None:
    person = house.device(size)
    visit(person)
    come_back_without_network(person)
    tab(person, "Rights")
    heading(person, "Your rights")
    person.reads("Not verified by a lawyer yet.")
    person.page.get_by_label("Search").fill("article 51 family")
    person.page.get_by_role("button", name="Invoke Article 51 when asked").click()
    heading(person, "Questioned as a witness")
    expect(person.page.get_by_role("listitem").filter(has_text="Invoke Article 51")).to_be_focused()
    quote = person.page.get_by_role("blockquote")
    expect(quote).to_have_text("Say: I will answer with my lawyer present. Please wait for my lawyer.")
    actions = person.page.locator("ol > li")
    expect(actions).to_have_count(3)
    expect(actions.first).to_contain_text("Ask: witness or suspect?")
    for fold in ("What not to do", "If they refuse", "Law and sources"):
        person.page.get_by_text(fold, exact=True).click()
    person.reads("Outside Article 51, a witness who refuses or lies commits a crime.")
    person.reads("A witness can become a suspect")
    person.reads("They will not wait? Have it recorded, with the time.")
    person.reads("Criminal Procedure Code (UPK) 56(4)(6), 189(5)")
    person.speak("ru")
    heading(person, "Допрос свидетеля")
    person.reads("Буду отвечать с адвокатом.")
    assert person.page.url == person.origin + "/"


@pytest.mark.parametrize("size", [SMALL, PHONE])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_sentence_and_all_three_actions_stand_on_the_first_screen_of_every_guide(
    house: House, size: Size, language: str
) -> None:
    person = house.device(size)
    visit(person)
    tab(person, "Rights")
    person.speak(language)
    guides = person.page.locator(f"ul[lang={language}] button")
    guides.first.wait_for()
    names = guides.all_inner_texts()
    assert len(names) == 11
    for name in names:
        person.page.get_by_role("main").get_by_role("button", name=name, exact=True).click()
        heading(person, name)
        assert _below(person) <= 0, name
        person.page.locator("header .back").click()


def _below(person: Device) -> float:
    """By how many pixels the third action reaches under the lower bar."""
    third = person.page.locator("ol > li").nth(2).bounding_box()
    bar = person.page.get_by_role("contentinfo").bounding_box()
    assert third
    assert bar
    return third["y"] + third["height"] - bar["y"]


def test_a_first_visit_on_which_no_guide_comes_says_so_and_the_next_look_brings_them(house: House) -> None:
    person = house.device()
    person.context.route("**/guides/**", lambda route: route.abort())
    person.go("/")
    tab(person, "Rights")
    person.reads("The guides are not on this phone yet.")
    person.reads("+44 1632 960000")
    person.context.unroute_all(behavior="wait")
    person.context.set_offline(True)
    person.context.set_offline(False)
    person.button("Stopped on the street").wait_for()


def test_half_a_pack_is_none_and_what_is_wrong_on_the_way_is_none_either(house: House) -> None:
    person = house.device()
    person.context.route(
        "**/guides/RU/en.*", lambda route: route.fulfill(status=200, body='{"format": 1, "situa')
    )
    person.context.route("**/guides/RU/ru.*", lambda route: route.fulfill(status=200, body="{}"))
    person.go("/")
    tab(person, "Rights")
    person.reads("The guides are not on this phone yet.")
    expect(person.page.get_by_role("main").get_by_role("button", name="Stopped")).to_have_count(0)
    person.context.unroute_all(behavior="wait")


def test_another_places_law_is_chosen_and_its_language_comes_with_it(house: House) -> None:
    person = house.device()
    visit(person)
    tab(person, "Rights")
    row(person, "Law of").click()
    person.button("Germany").click()
    person.speak("de")
    heading(person, "Ihre Rechte")
    person.button("Als Zeugin oder Zeuge vernommen").click()
    heading(person, "Als Zeugin oder Zeuge vernommen")
    person.speak("ru")
    person.button("Назад").click()
    person.reads("Язык текста: английский.")
    come = person.page.get_by_role("button", name="Чей закон")
    expect(come).to_contain_text("Германия")
    person.speak("en")
    row(person, "Law of").click()
    person.button("Scotland").click()
    person.reads("There is no guide for this place yet.")
    row(person, "Time limits").click()
    heading(person, "Time limits")


def test_nobody_guesses_whose_law_holds(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> None:
    with served(browser, tmp_path_factory.mktemp("lawless")) as house:
        house.sign_roster()
        person = house.device()
        visit(person)
        tab(person, "Rights")
        person.page.get_by_role("heading", name="Where are you?").wait_for()
        person.button("Russia").click()
        person.button("Stopped on the street").wait_for()
        come_back_without_network(person)
        tab(person, "Rights")
        person.button("Stopped on the street").wait_for()


def test_the_guide_of_what_was_pressed_is_one_tap_from_the_case(house: House) -> None:
    person = house.device()
    visit(person)
    choose_area(person, "centre")
    person.page.get_by_role("button", name="Details").click()
    person.page.get_by_text("Questioned", exact=True).click()
    person.button("Done").click()
    hold(person)
    person.button("Send now").click()
    person.reads("Stored at the desk")
    row(person, "What to say and do").click()
    heading(person, "Questioned as a witness")
    person.button("Back").click()
    person.reads("Stored at the desk")


def test_search_works_by_keyboard_alone_and_says_what_it_found(house: House) -> None:
    person = house.device()
    visit(person)
    tab(person, "Rights")
    field = person.page.get_by_label("Search")
    field.fill("xyz")
    told = person.page.get_by_role("status").filter(has_text="Nothing found")
    expect(told).to_contain_text("Nothing found for “xyz”. Try another word, or choose below.")
    person.button("Stopped on the street").wait_for()
    field.fill("summons")
    expect(person.page.get_by_role("status").filter(has_text="results")).to_contain_text("2 results")
    field.press("Tab")
    person.page.keyboard.press("Enter")
    heading(person, "Questioned as a witness")
    expect(person.page.get_by_role("listitem").filter(has_text="Read the summons")).to_be_focused()


@pytest.mark.parametrize("size", [SMALL, PHONE])
def test_the_card_is_one_page_of_black_on_white_with_the_number_for_the_arm(house: House, size: Size) -> None:
    person = house.device(size, dark=True)
    visit(person)
    tab(person, "Rights")
    row(person, "Card to print").click()
    heading(person, "Card to print")
    person.page.get_by_role("checkbox", name="Asked to sign").uncheck()
    person.page.get_by_role("checkbox", name="They want your phone").check()
    expect(person.page.get_by_role("checkbox", name="You need a doctor")).to_be_disabled()
    person.page.emulate_media(media="print")
    text = person.page.evaluate("() => document.body.innerText")
    for said in ("Write this number on your arm", "+44 1632 960000", "I will answer with my lawyer present."):
        assert said in text
    assert "Not verified by a lawyer yet." in text
    assert "Asked to sign" not in text
    assert not {"Exit", "Help", "Print", "Card to print"} & set(text.splitlines())
    colours = (
        "(one) => [getComputedStyle(one).color, getComputedStyle(document.documentElement).backgroundColor]"
    )
    assert person.page.locator("article").evaluate(colours) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    assert len(PAGE.findall(person.page.pdf(prefer_css_page_size=True))) == 1


def test_every_screen_in_every_form(house: House) -> None:
    person = house.device()
    visit(person)
    tab(person, "Rights")
    found = look(person, "list") + enlarged(person, "list")
    person.page.get_by_label("Search").fill("lawyer")
    found += look(person, "found")
    person.page.get_by_label("Search").fill("xyz")
    found += look(person, "nothing found")
    person.page.get_by_label("Search").fill("")
    person.button("Stopped on the street").click()
    heading(person, "Stopped on the street")
    found += look(person, "guide") + enlarged(person, "guide")
    for fold in person.page.locator("summary").all():
        fold.click()
    found += look(person, "guide with its folds open") + enlarged(person, "guide with its folds open")
    person.button("Back").click()
    row(person, "Card to print").click()
    heading(person, "Card to print")
    found += look(person, "card") + enlarged(person, "card")
    person.button("Back").click()
    row(person, "Law of").click()
    person.button("Germany").wait_for()
    found += look(person, "whose law") + enlarged(person, "whose law")
    assert found == []
