"""'Look again': carries no truth; a lost ring costs time only."""
