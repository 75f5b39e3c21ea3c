"""Envelopes and rosters as the server sees them: parse, measure, refuse, verify. Never opens anything."""
