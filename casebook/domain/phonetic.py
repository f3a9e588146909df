"""A key for how a Dutch name sounds: names that are said alike and written differently have the same one."""

import re
from functools import lru_cache, reduce

# In this order: a later rule sees what the earlier ones made. A capital is a sound that takes two letters to write.
_RULES = tuple(
    (re.compile(pattern), key)
    for pattern, key in (
        (r"ssch|sch$|sch(?=[lmnrw])", "s"),
        (r"ch|gh", "g"),
        (r"ph", "f"),
        (r"qu", "kw"),
        (r"u[yi]|eui", "U"),
        (r"[ae]?ij|[ae]y|[ae]i|y", "Y"),
        (r"auw|ouw|au|ou", "O"),
        (r"ae", "a"),
        (r"oe", "u"),
        (r"ie", "i"),
        (r"c(?=[eiY])", "s"),
        (r"[cq]", "k"),
        (r"x", "ks"),
        (r"d", "t"),
        (r"z", "s"),
        (r"v", "f"),
        (r"(?<=.)h", ""),
        (r"(.)\1+", r"\1"),
    )
)


@lru_cache(1 << 14)
def phonetic(word: str) -> str:
    """Return how a folded word sounds: `dijkhuyzen` and `deykhuisen` alike; double letters count once."""
    return reduce(lambda key, rule: rule[0].sub(rule[1], key), _RULES, word)
