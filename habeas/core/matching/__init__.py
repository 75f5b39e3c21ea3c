"""Matching: who is sent where. A rule is given a `MatchInput` and returns a `Proposal`."""
