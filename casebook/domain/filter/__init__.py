"""The language in which a list is narrowed: words, and fields with what they are to be."""
