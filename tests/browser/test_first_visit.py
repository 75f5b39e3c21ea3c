"""A first visit: the phone knows nothing until the service answers, and says so only when it does not."""

from playwright.sync_api import Route

from tests.browser.house import House

NO_LIST = "This phone cannot seal a call yet."


def test_nothing_alarms_before_the_service_has_answered(house: House) -> None:
    house.sign_roster()
    person = house.device()
    asked: list[Route] = []

    def keep_waiting(route: Route) -> None:
        asked.append(route)

    person.context.route("**/v1/organisation", keep_waiting)
    # What the phone keeps has been looked at by the time that it asks.
    with person.page.expect_request("**/v1/organisation"):
        person.go("/")
    assert person.button("Hold for a lawyer").is_enabled()
    assert person.page.get_by_text(NO_LIST).count() == 0
    for route in asked:
        route.abort()
    person.reads(NO_LIST)
    assert person.button("Hold for a lawyer").is_disabled()
    person.context.unroute_all()
    person.button("Try again").click()
    person.page.get_by_text(NO_LIST).wait_for(state="detached")
