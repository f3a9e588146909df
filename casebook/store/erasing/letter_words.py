"""What stays of texts that hold several values: amounts, days and codes, and none of what somebody wrote."""

import json
import re
from collections.abc import Callable
from typing import Any

# Whom a letter is to, and what its writer filled in.
_WHOM = re.compile(r"debtor|pay_link|addressee\.(name|mail|lines\..*)|extras\..*")
_CODE = re.compile(r"[a-z0-9_.]*")


def without_words(_id: int, value: Any) -> str:
    """Return the facts of a letter in which whom it is to, and the texts of the writer, are empty."""
    return _overwritten(value, lambda name, _: _WHOM.fullmatch(name) is not None)


def without_texts(_id: int, value: Any) -> str:
    """Return parameters of a sentence in which only codes stay of the texts."""
    return _overwritten(value, lambda _, text: _CODE.fullmatch(text) is None)


def _overwritten(value: str, is_his: Callable[[str, str], bool]) -> str:
    said: dict[str, Any] = json.loads(value)
    kept = {name: "" if isinstance(one, str) and is_his(name, one) else one for name, one in said.items()}
    return json.dumps(kept, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
