"""The three kinds of people that Habeas brings together, in Python."""

from habeas.client.counsel import CounselParty
from habeas.client.desk import DeskParty
from habeas.client.person import PersonParty

__all__ = ["CounselParty", "DeskParty", "PersonParty"]
