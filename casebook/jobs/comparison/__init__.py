"""A comparison of agencies, routes or arms, as a reader has it and as a file."""
