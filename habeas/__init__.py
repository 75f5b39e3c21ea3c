"""Habeas: summon a lawyer as easily as a taxi. One press, sealed, dispatched to counsel on duty."""

__version__ = "0.1.0"
