"""How what happened to a person reads in the clear fields of a press."""

from habeas.core.states import Need, Urgency
from habeas.sim.day import Client


def need_of(client: Client) -> Need:
    return Need.questioned if client.kind == "criminal" else Need.detained


def urgency_of(client: Client) -> Urgency:
    return Urgency.today if client.kind == "other" else Urgency.now
