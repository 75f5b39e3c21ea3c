"""What the description promises is true of the running service, whatever is sent (Schemathesis).

A case of the test is a request made from the description: as it should be, or wrong in one point. Where it is
right, identifiers become real ones, so that more than refusals is seen.
"""

import json
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from anyio.from_thread import BlockingPortal, start_blocking_portal
from schemathesis import Case, CheckContext, GenerationMode, Response
from schemathesis.config import ProjectConfig, ProjectsConfig, SchemathesisConfig
from schemathesis.core.deserialization import DeserializationContext
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance

from habeas.http.app import describe
from tests.fakes.world import World
from tests.fakes.world import world as running
from tests.http import askers
from tests.http.askers import Asker

EXAMPLES = 6
DOCUMENT = json.loads(describe())
PROJECT = {
    "max-stream-events": 1,
    "request-timeout": 20,
    "generation": {
        "deterministic": True,
        "max-examples": EXAMPLES,
        "no-shrink": True,
        "with-security-parameters": False,
    },
    "phases": {"examples": {"enabled": False}},
    "warnings": False,
    "checks": {"negative_data_rejection": {"expected-statuses": ["4xx"]}},
}
config = SchemathesisConfig(seed=1, projects=ProjectsConfig(default=ProjectConfig.from_dict(PROJECT)))
schema = schemathesis.openapi.from_dict(DOCUMENT, config=config)
Who = Callable[[World], Awaitable[Asker]]
# What is right is past what a schema can say: a credential that answers a challenge of this minute; an area
# and an end, but only for who goes on duty; card and file as they are sealed.
PAST_A_SCHEMA = {
    "POST /v1/enrolment",
    "POST /v1/login",
    "PUT /v1/counsel/duty",
    "PUT /v1/check-in",
    "POST /v1/case/keys",
    "POST /v1/counsel/cases/{case_id}/keys",
    "POST /v1/desk/cases/{case_id}/keys",
}
# What a phone leaves behind before it is taken.
AFTERWARDS = "^/v1/(check-ins?|call-words)"
PROBLEM = {"type", "title", "status", "detail"}


@schemathesis.deserializer("text/event-stream")
def events(_: DeserializationContext, response: Response) -> list[Any]:
    """The description gives the schema of an event's data."""
    lines = response.content.decode().split("\n")
    return [json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: ")]


@schemathesis.check
def refusals_are_problems(_: CheckContext, response: Response, case: Case) -> None:
    """Also for what the description does not speak of: other methods, other media types."""
    if response.status_code >= 400 and case.method != "HEAD":
        assert response.headers["content-type"] == ["application/problem+json"]
        told = response.json()
        assert set(told) == PROBLEM
        assert told["status"] == response.status_code


class Town:
    """A running instance in a thread of its own, because these tests wait where others would `await`."""

    def __init__(self, portal: BlockingPortal, world: World) -> None:
        self.origin = world.origin
        self._portal = portal
        self._world = world
        self._askers: dict[tuple[str, str], Asker] = {}

    def asker(self, who: Who, operation: str) -> Asker:
        """Another for each operation: what ends a case or a session spoils nothing for the next."""
        known = (who.__name__, operation)
        if known not in self._askers:
            self._askers[known] = self._portal.call(who, self._world)
        return self._askers[known]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder: Path = tmp_path_factory.mktemp("town")
    with pytest.MonkeyPatch.context() as patch, start_blocking_portal() as portal:
        # The streams have no end of their own: what they begin with is enough here.
        patch.setattr("habeas.http.streams.LIFETIME_S", 0.25)
        with portal.wrap_async_context_manager(running(folder)) as world:
            portal.call(world.publish)
            yield Town(portal, world)


def is_right(case: Case, where: ParameterLocation) -> bool:
    part = case.meta.components.get(where) if case.meta else None
    return part is None or part.mode is GenerationMode.POSITIVE


def make_real(case: Case, asker: Asker) -> None:
    """Puts real values where right ones stand."""
    if is_right(case, ParameterLocation.PATH):
        for name in case.path_parameters.keys() & asker.real.keys():
            case.path_parameters[name] = asker.real[name]
    if is_right(case, ParameterLocation.BODY) and isinstance(case.body, dict):
        for name in case.body.keys() & asker.real.keys():
            case.body[name] = asker.real[name]


def ask(town: Town, case: Case, who: Who) -> None:
    asker = town.asker(who, case.operation.label)
    make_real(case, asker)
    case.headers.update(asker.headers)
    case.cookies.update(asker.cookies)
    passed_over = [positive_data_acceptance] if case.operation.label in PAST_A_SCHEMA else []
    if who is not askers.anybody:
        # It takes a credential that it did not make itself for an invalid one; test_access asks without any.
        passed_over.append(ignored_auth)
    case.call_and_validate(base_url=town.origin, excluded_checks=passed_over)


@schema.parametrize()
def test_as_anybody(town: Town, case: Case) -> None:
    ask(town, case, askers.anybody)


@schema.include(tag="person").exclude(path_regex=AFTERWARDS).parametrize()
def test_as_a_person_with_a_case(town: Town, case: Case) -> None:
    ask(town, case, askers.person)


@schema.include(path_regex=AFTERWARDS).parametrize()
def test_as_a_person_with_a_check_in_and_call_words(town: Town, case: Case) -> None:
    ask(town, case, askers.armed)


@schema.include(tag=["member", "counsel"]).parametrize()
def test_as_a_counsel(town: Town, case: Case) -> None:
    ask(town, case, askers.counsel)


@schema.include(tag=["member", "desk"]).parametrize()
def test_as_a_dispatcher(town: Town, case: Case) -> None:
    ask(town, case, askers.dispatcher)
