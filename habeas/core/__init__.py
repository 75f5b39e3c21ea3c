"""Decides. Pure: no clock, no randomness, no await, no database, no framework."""
