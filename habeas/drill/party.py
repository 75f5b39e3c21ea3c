"""The three kinds of people that Habeas brings together, in Python."""

from habeas.drill.counsel import CounselParty
from habeas.drill.desk import DeskParty
from habeas.drill.person import PersonParty

__all__ = ["CounselParty", "DeskParty", "PersonParty"]
