"""The steps by which a database came to be what it is: each has a name, and is applied once, in order of name."""
