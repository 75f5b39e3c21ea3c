"""Envelopes sealed and opened in Python, as the browsers do it; one file a kind of thing that is sealed."""
