"""The reports of Closing: each a table for the screen, for a file and for a page, with the cases behind each row."""
