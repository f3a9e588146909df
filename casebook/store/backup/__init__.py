"""Copies of a whole database while it is in use, what is in one, and whether a copy is like what it was taken of."""
