"""The tables, by subject; `every` lists all of them."""
