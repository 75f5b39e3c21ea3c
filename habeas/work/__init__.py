"""The loops: clerk (decides what is due), courier (empties the outbox), janitor (deletes for good)."""
