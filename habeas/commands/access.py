"""Finds who the caller is to a case and asks the core's one table."""
