"""Who may do what: one table. An action is a route; what the table does not grant is refused."""

from enum import StrEnum

from habeas.core.states import ASSIGNED, Case


class Role(StrEnum):
    """Who asks. anyone: shows neither a case's token nor a session. pending: member in no current roster.

    drill: answers drills; a process of the service, and in no roster.
    """

    anyone = "anyone"
    person = "person"
    pending = "pending"
    counsel = "counsel"
    desk = "desk"
    drill = "drill"


class Relation(StrEnum):
    """What the asker is to the case or offer in question.

    none: nothing, or no object is in question. owner: the person holds the token of a case, check-in or call
    words, and nothing else says of which. offered: an offer to her is open. asked: she was offered it or had
    it once. assigned: the open case is hers. keeper: another has it, and the file's key is sealed to her.
    asked_keeper: both that and asked.
    """

    none = "none"
    owner = "owner"
    offered = "offered"
    asked = "asked"
    assigned = "assigned"
    keeper = "keeper"
    asked_keeper = "asked_keeper"


class Action(StrEnum):
    """Each value is the route, as OpenAPI writes it."""

    health = "GET /health"
    organisation = "GET /v1/organisation"
    roster = "GET /v1/roster/{part}"
    directory = "GET /v1/directory/{part}"
    duty_list = "GET /v1/duty/{area}"
    press = "POST /v1/cases"
    wanted_work = "GET /v1/work"
    send_work = "POST /v1/work"
    use_voucher = "POST /v1/vouchers"
    leave_voucher = "PUT /v1/vouchers"
    wipe = "POST /v1/wipe"
    enrol_options = "POST /v1/enrolment/options"
    enrol = "POST /v1/enrolment"
    login_options = "POST /v1/login/options"
    login = "POST /v1/login"

    status = "GET /v1/case"
    person_live = "GET /v1/case/live"
    cancel = "POST /v1/case/cancel"
    arm = "POST /v1/check-ins"
    check_in = "GET /v1/check-in"
    extend = "PUT /v1/check-in"
    leave_words = "POST /v1/call-words"
    change_words = "PUT /v1/call-words"
    drop_words = "DELETE /v1/call-words"
    person_messages = "GET /v1/case/messages"
    person_post = "POST /v1/case/messages"
    person_give_key = "POST /v1/case/keys"

    logout = "DELETE /v1/session"
    me = "GET /v1/me"
    group_key = "GET /v1/group-key"

    counsel_view = "GET /v1/counsel"
    counsel_live = "GET /v1/counsel/live"
    set_duty = "PUT /v1/counsel/duty"
    shown = "POST /v1/offers/{offer_id}/shown"
    card = "GET /v1/offers/{offer_id}/card"
    accept = "POST /v1/offers/{offer_id}/accept"
    decline = "POST /v1/offers/{offer_id}/decline"
    sealed = "GET /v1/counsel/cases/{case_id}/sealed"
    progress = "POST /v1/counsel/cases/{case_id}/progress"
    hand_back = "POST /v1/counsel/cases/{case_id}/hand-back"
    counsel_close = "POST /v1/counsel/cases/{case_id}/close"
    counsel_tag = "PUT /v1/counsel/cases/{case_id}/place-tag"
    counsel_messages = "GET /v1/counsel/cases/{case_id}/messages"
    counsel_post = "POST /v1/counsel/cases/{case_id}/messages"
    counsel_give_key = "POST /v1/counsel/cases/{case_id}/keys"

    board = "GET /v1/desk/board"
    desk_live = "GET /v1/desk/live"
    case_detail = "GET /v1/desk/cases/{case_id}"
    story = "GET /v1/desk/cases/{case_id}/story"
    open_file = "POST /v1/desk/cases/{case_id}/file"
    audit = "GET /v1/desk/audit"
    assign = "POST /v1/desk/cases/{case_id}/assign"
    reseal = "POST /v1/desk/cases/{case_id}/reseal"
    desk_give_key = "POST /v1/desk/cases/{case_id}/keys"
    sightings = "GET /v1/desk/sightings"
    sight = "POST /v1/desk/sightings"
    access_log = "GET /v1/desk/access-log"
    write_access = "POST /v1/desk/access-log"
    place_tag = "PUT /v1/desk/cases/{case_id}/place-tag"
    open_words = "POST /v1/desk/call-words"
    desk_close = "POST /v1/desk/cases/{case_id}/close"
    suspensions = "GET /v1/desk/suspensions"
    suspend = "POST /v1/desk/suspensions"
    close_many = "POST /v1/desk/close"


A = Action
_LATE_ANSWERS = frozenset({A.shown, A.accept, A.decline, A.progress, A.hand_back, A.counsel_close})
# Rows add up: everybody has the first row, a member also her role's row with no relation.
GRANTS: dict[tuple[Role, Relation], frozenset[Action]] = {
    (Role.anyone, Relation.none): frozenset(
        {
            *(A.health, A.organisation, A.roster, A.directory, A.duty_list),
            *(A.press, A.arm, A.leave_words, A.wipe),
            *(A.wanted_work, A.send_work, A.use_voucher, A.leave_voucher),
            *(A.enrol_options, A.enrol, A.login_options, A.login),
        }
    ),
    (Role.person, Relation.owner): frozenset(
        {
            *(A.status, A.person_live, A.cancel, A.person_messages, A.person_post),
            *(A.check_in, A.extend, A.change_words, A.drop_words, A.person_give_key),
        }
    ),
    (Role.pending, Relation.none): frozenset({A.me, A.logout}),
    (Role.counsel, Relation.none): frozenset(
        {A.me, A.logout, A.group_key, A.counsel_view, A.counsel_live, A.set_duty}
    ),
    (Role.counsel, Relation.offered): frozenset({A.shown, A.card, A.accept, A.decline}),
    (Role.drill, Relation.none): frozenset({A.counsel_view, A.counsel_live}),
    (Role.drill, Relation.offered): frozenset({A.shown, A.card, A.accept, A.decline}),
    (Role.drill, Relation.assigned): frozenset(
        {A.sealed, A.progress, A.counsel_close, A.counsel_messages, A.counsel_post}
    ),
    # A late answer is let in to be told what is true now; nothing sealed is shown again.
    (Role.counsel, Relation.asked): _LATE_ANSWERS,
    (Role.counsel, Relation.keeper): frozenset({A.counsel_give_key}),
    (Role.counsel, Relation.asked_keeper): _LATE_ANSWERS | {A.counsel_give_key},
    (Role.counsel, Relation.assigned): frozenset(
        {
            *(A.shown, A.accept, A.decline),
            *(A.sealed, A.progress, A.hand_back, A.counsel_close, A.counsel_messages, A.counsel_post),
            A.counsel_tag,
        }
    ),
    (Role.desk, Relation.none): frozenset(
        {
            *(
                A.me,
                A.logout,
                A.group_key,
                A.board,
                A.desk_live,
                A.case_detail,
                A.story,
                A.open_file,
                A.audit,
            ),
            *(A.sightings, A.sight, A.access_log, A.write_access, A.suspensions, A.suspend),
            *(A.assign, A.reseal, A.desk_give_key, A.place_tag, A.open_words, A.desk_close, A.close_many),
        }
    ),
}


class Verdict(StrEnum):
    """unknown_asker: sign in first, 401. forbidden: not for this role, 403. hidden: not this object, 404."""

    allowed = "allowed"
    unknown_asker = "unknown_asker"
    forbidden = "forbidden"
    hidden = "hidden"


def is_allowed(role: Role, relation: Relation, action: Action) -> bool:
    """Whether the table grants the action."""
    rows = ((Role.anyone, Relation.none), (role, Relation.none), (role, relation))
    return any(action in GRANTS.get(row, ()) for row in rows)


def judge(role: Role, relation: Relation, action: Action) -> Verdict:
    """The answer to give. Whether an object exists is told to nobody whose role could not have it."""
    if is_allowed(role, relation, action):
        return Verdict.allowed
    if role is Role.anyone:
        return Verdict.unknown_asker
    some_day = any(is_allowed(role, other, action) for other in Relation)
    return Verdict.hidden if some_day else Verdict.forbidden


def counsel_relation(case: Case, fingerprint: str, *, has_open_offer: bool, had_offer: bool) -> Relation:
    """What a counsel is to a case; the strongest relation wins. A closed case is nobody's any more."""
    if case.counsel == fingerprint and case.state in ASSIGNED:
        return Relation.assigned
    if has_open_offer:
        return Relation.offered
    once = had_offer or fingerprint in case.ruled_out or case.counsel == fingerprint
    if fingerprint in case.key_holders and case.state in ASSIGNED:
        return Relation.asked_keeper if once else Relation.keeper
    return Relation.asked if once else Relation.none
