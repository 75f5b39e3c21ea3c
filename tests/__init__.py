"""Where a test goes: README.md."""
