"""A counsel is put out by two dispatchers on their screens or by the operator; the desk reads who did it."""

from habeas.commands.shapes.common import Role
from tests.browser import people
from tests.browser.looks import look
from tests.browser.people import Staff


def test_two_dispatchers_put_a_counsel_out_and_her_page_is_signed_out(staff: Staff) -> None:
    house, counsel, first = staff.house, staff.counsel, staff.desk
    with house.opened() as database:
        (fingerprint,) = database.execute("select fingerprint from member where role = 'counsel'").fetchone()
    second = house.enrol(Role.desk)
    people.sign_in(second)
    house.sign_roster()
    second.go("/desk")
    first.button("Audit").click()
    first.page.get_by_label("Fingerprint").fill(fingerprint)
    first.button("Put out").click()
    first.reads("wants to put out")
    second.reads("Next to run out")
    second.button("Audit").click()
    second.button("I say so too").click()
    second.reads("is put out.")
    assert look(second, "a member is put out") == []
    counsel.reads("Sign in")


def test_the_desk_reads_that_the_operator_put_somebody_out(staff: Staff) -> None:
    house, desk = staff.house, staff.desk
    with house.opened() as database:
        (fingerprint,) = database.execute("select fingerprint from member where role = 'counsel'").fetchone()
    house.put_out(fingerprint)
    desk.button("Audit").click()
    desk.reads("The operator of the service")
    desk.reads("put out")
