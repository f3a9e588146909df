"""The figures of a team: what each counts, over which period, and the arithmetic of their tables."""
