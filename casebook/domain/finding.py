"""The answer of a rule: its value, the steps that led to it, and what the reader should beware of."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Generic, NamedTuple, TypeVar

V = TypeVar("V")

NO_PARAMETERS: Mapping[str, Any] = {}
# The source where no article speaks but Casebook's own way of working.
HOUSE_RULE = "Casebook"


class Step(NamedTuple, Generic[V]):
    """One step of the reasoning and the value as it stands after it; the last step has what the finding concludes.

    Where that value is long, such as a list that grows, `after` has the figures that run on instead.
    `code` and `parameters` are said by `words.say`; with the steps before they suffice to take the step again.
    `on` is the day of the fact the step rests on, None where it rests on no day. `source` is the article.
    """

    code: str
    parameters: Mapping[str, Any]
    source: str
    on: date | None
    after: V


class Caution(NamedTuple):
    """What the reader should know before relying on the value: uncertain law, a missing fact, a date to watch."""

    code: str
    parameters: Mapping[str, Any]
    source: str


class Finding(NamedTuple, Generic[V]):
    """A value, the steps that lead to it and the warnings that go with it."""

    value: V
    steps: tuple[Step[Any], ...]
    warnings: tuple[Caution, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """The articles and rulings the finding rests on, in order of use, each once."""
        said = [*(step.source for step in self.steps), *(caution.source for caution in self.warnings)]
        return tuple(dict.fromkeys(filter(None, said)))
