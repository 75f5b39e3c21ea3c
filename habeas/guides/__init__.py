"""The rights guides: packs in YAML, laid over each other, checked, and compiled for phones."""
