"""The process that answers drills. It opens what strangers sealed, so the service itself never does."""
