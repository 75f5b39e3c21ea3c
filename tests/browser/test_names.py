"""Who accepted reads the name: from the person's page, a holder's, or the pages of the desk's two groups."""

from functools import partial

from habeas.client.counsel import CounselParty
from habeas.client.person import PersonParty
from habeas.client.seal.body import Card, FileBody
from habeas.client.seal.press import Clear
from habeas.sealed.envelope import Part, measure
from habeas.sealed.roster import Role
from tests.browser import people
from tests.browser.crowd import Crowd, crowd
from tests.browser.device import Device
from tests.browser.house import House

AREA, PLACE = "centre", "police-1"
CLEAR = Clear(AREA, "detained", "now", "en")
NAME = "Vera Orlova"
# How often a page of the desk asks what colleagues said (web/src/desk/DeskScreen.svelte).
ASK_S = 31
REASON = "Her mother is on the telephone"


def holders(person: PersonParty) -> tuple[str, ...]:
    """Who has a slot in the key for counsel."""
    assert person.sealed is not None
    keys = person.sealed.fields["keys"]
    assert isinstance(keys, list)
    return measure(keys[0], Part.key)


def pressed(others: Crowd, holder: str, other: str) -> PersonParty:
    """By lot the key is sealed to two of the counsel: to this one of them, and not to the other."""
    while True:
        person = others.person()
        others.do(partial(person.seal, CLEAR, Card(place=PLACE), FileBody(name=NAME)))
        if holder in holders(person) and other not in holders(person):
            others.do(person.send)
            return person


def accept(others: Crowd, counsel: CounselParty) -> str:
    """The one case that she is asked for."""
    others.go_on_duty(counsel, AREA)
    offer = others.offer(counsel)
    others.do(lambda: counsel.accept(offer))
    others.do(lambda: counsel.take_up(offer.case_id))
    return offer.case_id


def sit_down(desk: Device) -> None:
    desk.go("/desk")
    desk.reads("Next to run out")
    desk.button("Confirm the list").click()
    desk.button("Yes, the newest I know of").click()


def test_the_persons_page_gives_the_key_to_who_accepted(house: House) -> None:
    with crowd(house) as others:
        counsel = [others.counsel() for _ in range(4)]
        house.sign_roster()
        person = house.device()
        person.go("/")
        people.choose_area(person, AREA)
        person.page.get_by_role("button", name="Details").click()
        person.page.get_by_role("textbox", name="Name", exact=True).fill(NAME)
        person.button("Done").click()
        people.press(person)
        person.reads("Stored at the desk")
        with house.opened() as database:
            ((held,),) = database.execute("SELECT key_holders FROM case_").fetchall()
        comes = next(one for one in counsel if one.fingerprint not in held.split())
        case_id = accept(others, comes)
        others.wait_for_keys(comes, 1)
        file = others.do(lambda: comes.look_for_file(case_id))
        assert file is not None
        assert file.name == NAME


def test_a_holders_open_page_gives_it_and_the_name_opens_by_itself(house: House) -> None:
    holder, comes = house.enrol(Role.counsel), house.enrol(Role.counsel)
    with house.opened() as database:
        enrolled = database.execute(
            "SELECT fingerprint FROM member WHERE role = 'counsel' ORDER BY enrolled_at"
        ).fetchall()
    (first,), (second,) = enrolled
    with crowd(house) as others:
        for _ in range(2):
            others.counsel()
        for device in (holder, comes):
            people.sign_in(device)
        house.sign_roster()
        pressed(others, holder=first, other=second)
        comes.go("/counsel")
        people.go_on_duty(comes, AREA)
        people.accept(comes)
        comes.reads("The name is on its way")
        holder.go("/counsel")
        comes.reads(NAME)


def test_both_groups_of_the_desk_give_their_share_and_no_dispatcher_reads_alone(house: House) -> None:
    irina, maxim = house.enrol(Role.desk), house.enrol(Role.desk)
    for desk in (irina, maxim):
        people.sign_in(desk)
    with crowd(house) as others:
        holder, comes, *_ = [others.counsel() for _ in range(4)]
        house.sign_roster(two_groups=True)
        pressed(others, holder=holder.fingerprint, other=comes.fingerprint)
        case_id = accept(others, comes)
        sit_down(irina)
        sit_down(maxim)
        irina.pass_time(ASK_S)
        others.wait_for_keys(comes, 2)
        file = others.do(lambda: comes.look_for_file(case_id))
        assert file is not None
        assert file.name == NAME

        irina.page.get_by_role("listbox").get_by_role("option").first.click()
        irina.page.get_by_label("Why do you open it?").fill(REASON)
        irina.button("Open the file").click()
        irina.reads("You cannot open it alone")
        maxim.reads("asks to read the name")
        maxim.reads(REASON)
        maxim.button("Agree").click()
        irina.reads(NAME)
