"""A person and a counsel in Python: they seal, open and talk HTTP, for drills, demo, tests, benches."""
