"""To whom a letter to one who owes goes: to himself, to who stands for him, or to both."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.dated import Dated
from casebook.domain.gate import Represented, Writing
from casebook.domain.letters.kinds import KEEPS_A_RIGHT, LetterKind

Roles = Mapping[str, Dated[Represented]]


class Acting(NamedTuple):
    """Somebody who acts for one who owes: who, in what role, from when until when, and whether to write to him too."""

    party: int
    role: str
    write_to: bool
    from_on: date | None = None
    until_on: date | None = None

    def acts(self, day: date) -> bool:
        """Tell whether he acts on a day."""
        return (self.from_on is None or self.from_on <= day) and (self.until_on is None or day <= self.until_on)


class Owing(NamedTuple):
    """One who owes, who acts for him, and whether he died."""

    party: int
    acting: Sequence[Acting] = ()
    died: bool = False


class Addressed(NamedTuple):
    """Who gets a letter, and in which role he stands for the one who owes; None: that is himself."""

    party: int
    role: str | None = None


def addressees(owing: Owing, kind: LetterKind, day: date, roles: Roles) -> tuple[Addressed, ...]:
    """Return to whom a letter to one who owes goes: each gets his own.

    One that keeps a right also goes to himself, whoever stands for him: it must reach whoever it turns out it had to
    reach. To who died nothing goes.
    """
    found = tuple(_acting(owing.acting, day, roles))
    instead = any(writing is Writing.INSTEAD for _, writing in found)
    himself = not owing.died and (kind in KEEPS_A_RIGHT or not instead)
    others: dict[int, Addressed] = {}
    for one, _ in found:
        others.setdefault(one.party, Addressed(one.party, one.role))
    return (*((Addressed(owing.party),) if himself else ()), *others.values())


def _acting(acting: Sequence[Acting], day: date, roles: Roles) -> Iterator[tuple[Acting, Writing]]:
    """Yield who gets letters, and whether instead of the one who owes."""
    for one in acting:
        known = roles.get(one.role)
        rule = known.in_force(day) if known else None
        writing = Writing.IF_ASKED if rule is None else rule.value.writing
        asked = writing in (Writing.INSTEAD, Writing.AS_WELL) or (writing is Writing.IF_ASKED and one.write_to)
        if asked and one.acts(day):
            yield one, writing
