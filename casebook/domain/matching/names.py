"""How like two names are, as a payer, a bank and a file of ours write them."""

from functools import lru_cache

from casebook.domain.search import fold

# What many names have in common and none is known by.
_FORMS = frozenset([
    "b", "bv", "cv", "dhr", "en", "eo", "hr", "mevr", "mw", "n", "nv", "of", "stichting", "the", "v", "vof",
    "cq", "vereniging", "ea", "fam", "familie", "mr", "drs", "ing", "ir", "zn", "zonen", "co", "gmbh", "ltd", "llc",
    "sarl", "sa",
])  # fmt: skip
_PREFIXES = frozenset(
    ["aan", "de", "den", "der", "die", "het", "in", "la", "le", "op", "t", "te", "ten", "ter", "van", "vd"]
)
_SHORTEST = 3


@lru_cache(1 << 14)
def telling_words(name: str) -> tuple[str, ...]:
    """Return the words of a name that tell it from others, folded; all of them where none does."""
    words = fold(name).split()
    return tuple(
        word for word in words if len(word) >= _SHORTEST and word not in _FORMS and word not in _PREFIXES
    ) or tuple(words)


@lru_cache(1 << 14)
def likeness(one: str, other: str) -> float:
    """Return how like two names are, from 0 to 100: words left out of the longer one matter little."""
    from rapidfuzz import fuzz

    mine, theirs = " ".join(telling_words(one)), " ".join(telling_words(other))
    if not mine or not theirs:
        return 0.0
    return max(fuzz.token_sort_ratio(mine, theirs), fuzz.token_set_ratio(mine, theirs) - 5)
