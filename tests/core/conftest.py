"""Random boards are decided on machines that do other work too: no property has a deadline."""

from hypothesis import settings

settings.register_profile("core", deadline=None)
settings.load_profile("core")
