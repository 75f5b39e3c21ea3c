"""Somebody between a device and the service: what the service answers is passed through a change."""

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Route

from tests.browser.device import Device

Lie = Callable[[Any], Any]


def lie(device: Device, address: str, change: Lie) -> None:
    """From now on what this address answers is passed through `change`."""

    def answer(route: Route) -> None:
        told = route.fetch()
        route.fulfill(response=told, json=change(told.json()))

    device.context.route(address, answer)


def tell_the_truth(device: Device) -> None:
    """Ends all lies, once those that are being told are out."""
    device.context.unroute_all(behavior="wait")


def serve_document(device: Device, address: str, document: str) -> None:
    """The server hands out this roster, or this directory."""
    version = 7
    piece = {"version": version, "parts": 1, "text": document}
    device.context.route(address, lambda route: route.fulfill(json=piece))


def pressed(device: Device) -> list[bytes]:
    return [body for body in device.sent if b'"token_sha256"' in body]


def pressed_area(device: Device) -> str:
    """The one that the service is told."""
    (area,) = {json.loads(body)["area"] for body in pressed(device)}
    return str(area)
