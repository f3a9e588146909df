"""Securities: what they are worth, how far they are, by when to invoke them, and what they leave uncovered."""
