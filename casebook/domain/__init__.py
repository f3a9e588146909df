"""Frozen values and pure functions. No clock (the day is an argument), no file, no database, no language."""
