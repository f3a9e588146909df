"""Letters: which there are, what they are for, what they say, and how they stand."""
