"""Why an item may be for a case, as its row keeps it."""

import json
from collections.abc import Iterable

from casebook.domain import parameters
from casebook.domain.post.candidates import PostWhy


def encode(why: Iterable[PostWhy]) -> str:
    """Return sentences as JSON, the same for the same ones."""
    pairs = [[one.code, parameters.encode(one.parameters)] for one in why]
    return json.dumps(pairs, ensure_ascii=False, separators=(",", ":"))


def decode(text: str) -> tuple[PostWhy, ...]:
    """Return the sentences that `encode` wrote."""
    return tuple(PostWhy(code, parameters.decode(values)) for code, values in json.loads(text))
