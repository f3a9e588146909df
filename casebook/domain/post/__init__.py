"""Incoming post: why something could not be read, and which case it is most likely for."""
