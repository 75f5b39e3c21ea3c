"""A case: its states, its events, and the one table of what may follow what."""

from enum import StrEnum


class State(StrEnum):
    waiting = "waiting"
    desk = "desk"
    accepted = "accepted"
    en_route = "en_route"
    arrived = "arrived"
    closed = "closed"


class Need(StrEnum):
    stopped = "stopped"
    detained = "detained"
    questioned = "questioned"
    search = "search"
    someone_else = "someone_else"


class Urgency(StrEnum):
    now = "now"
    today = "today"
    soon = "soon"


class Disposition(StrEnum):
    helped = "helped"
    advised = "advised"
    released = "released"
    nobody_there = "nobody_there"
    duplicate = "duplicate"
    cancelled = "cancelled"
    expired = "expired"
    other = "other"
