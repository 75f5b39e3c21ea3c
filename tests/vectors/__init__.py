"""Shared vectors and what makes them."""
