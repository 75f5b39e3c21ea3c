"""`habeas simulate`: a day in a city, played by the engine that serves."""
