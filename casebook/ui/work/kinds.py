"""The values of an enumeration as a form offers them."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from casebook.ui.desk import Desk

K = TypeVar("K", bound=StrEnum)


_AS_ELSEWHERE: Mapping[str, str] = {}


def words_of(kinds: Iterable[K], desk: Desk, otherwise: Mapping[K, str] = _AS_ELSEWHERE) -> list[tuple[K, str]]:  # type: ignore[assignment]  # nothing is called otherwise
    """Return each value with what it is called; `otherwise` names those whose word means something else elsewhere."""
    return [(kind, desk.say(f"word.{otherwise.get(kind, kind)}")) for kind in kinds]
