"""One module a verb; state and outbox in one transaction."""
