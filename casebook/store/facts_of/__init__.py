"""The facts of single subjects as the signals take them, read for many cases at once."""
