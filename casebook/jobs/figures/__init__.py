"""The figures of a team in words: on a screen, in a table for another program, and as a page."""
