"""Tables, queries, migrations, and the one writer that commits for everybody."""
