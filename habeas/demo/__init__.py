"""A fictional city to try Habeas in. Nothing here is part of a real instance."""
