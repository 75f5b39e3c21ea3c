"""What a phone seals and a recipient opens, in Python: keys, signed parts, envelopes. Speaks to nobody."""
