"""Sealing, opening, rosters and signing."""
