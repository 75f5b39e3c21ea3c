"""Each step from one shape of the tables to the next: first expand, in a later release contract."""
