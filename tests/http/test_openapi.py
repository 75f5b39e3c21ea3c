"""The description of the API is exact, fresh, and the same for everybody."""

import json
from pathlib import Path
from typing import Any

import pytest

from habeas.http.app import describe
from tests.fakes.world import World

FILE = Path(__file__).parents[2] / "web" / "openapi.json"
DOCUMENT: dict[str, Any] = json.loads(describe())
OPERATIONS = [
    (method, path, operation)
    for path, operations in DOCUMENT["paths"].items()
    for method, operation in operations.items()
]
NAMES = [operation["operationId"] for _, _, operation in OPERATIONS]


def test_the_committed_description_is_fresh() -> None:
    assert FILE.read_bytes() == describe(), "run make api"


async def test_the_service_serves_the_same(world: World) -> None:
    answer = await (await world.http()).get("/openapi.json")
    assert answer.content == describe()
    assert DOCUMENT["openapi"].startswith("3.1")


def test_every_operation_has_a_name_of_its_own() -> None:
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS, ids=NAMES)
def test_an_operation_documents_its_refusals(method: str, path: str, operation: dict[str, Any]) -> None:
    answers = set(operation["responses"])
    expected = set()
    if operation.get("security"):
        expected.add("401")
    if operation.get("parameters"):
        expected.add("400")
    if "requestBody" in operation:
        expected |= {"400", "408", "413", "415"}
    if "{" in path:
        expected.add("404")
    if operation.get("security") == [{"member": []}] and method != "get":
        expected.add("403")
    assert expected <= answers
    for status, answer in operation["responses"].items():
        if int(status) >= 400:
            assert list(answer["content"]) == ["application/problem+json"]


def test_what_is_sent_may_have_no_unknown_members() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    bodies = {
        operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        for _, _, operation in OPERATIONS
        if "requestBody" in operation
    }
    assert {name for name in bodies if schemas[name]["additionalProperties"] is not False} == set()


def test_live_routes_are_documented_as_event_streams() -> None:
    live = [operation for _, path, operation in OPERATIONS if path.endswith("/live")]
    assert len(live) == 3
    for operation in live:
        assert list(operation["responses"]["200"]["content"]) == ["text/event-stream"]
        assert [one["name"] for one in operation["parameters"] if one["in"] == "header"] == ["Last-Event-ID"]
