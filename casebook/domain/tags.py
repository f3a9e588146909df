"""Tags: words that people give to cases, to find them again by."""

from collections.abc import Iterable

from casebook.text import clean_line

# In characters: what still fits beside the name of a debtor.
LONGEST = 30


def word(text: str) -> str:
    """Return a tag as it is kept and looked for: one word in lower case without `#` before it; empty for nothing."""
    return "-".join(clean_line(text).replace(",", " ").lower().lstrip("# ").split())[:LONGEST].strip("-")


def words(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the tags that texts come to, each once, in their order."""
    return tuple(dict.fromkeys(filter(None, map(word, texts))))
