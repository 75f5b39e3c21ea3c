"""The service's doors, by audience."""
