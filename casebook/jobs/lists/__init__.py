"""The lists of the app as files for other programs: all rows that a list has, however many, in its order."""
