"""A day in a city on a virtual clock: the same core that serves, with people and roads that are drawn."""
