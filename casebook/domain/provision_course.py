"""How the provision of a claim moved from one day to another: what is new, paid, written off, or stands otherwise."""

from typing import NamedTuple

from casebook.domain.money import ZERO, Cents

_WHOLE = 100


class Stand(NamedTuple):
    """A provision: the amount, the part of what is open it is of, and the percentage."""

    cents: Cents
    base: Cents
    percent: int


class Course(NamedTuple):
    """How much more is provided for, by why; the fields add up to what there is less what there was.

    `added`: what came to be open. `written_off` and `released`: what was written off, and what was paid or credited,
    takes its provision with it. `changed`: another ground or percentage on what was and is open.
    """

    added: Cents = ZERO
    written_off: Cents = ZERO
    released: Cents = ZERO
    changed: Cents = ZERO

    @property
    def total(self) -> Cents:
        """How much more is provided for."""
        return Cents(sum(self))


def course(before: Stand | None, after: Stand | None, written_off: Cents) -> Course:
    """Return why a provision moved; `written_off` is what was written off meanwhile, less what was taken back."""
    if before is None:
        return Course(added=after.cents) if after is not None else Course()
    now = after or Stand(ZERO, ZERO, before.percent)
    # What it would be of what is open now by the ground there was.
    as_before = before.cents if now.base == before.base else _share(now.base, before.percent)
    moved = Cents(as_before - before.cents)
    changed = Cents(now.cents - as_before)
    if moved >= 0:
        return Course(added=moved, changed=changed)
    lost = before.base - now.base
    of_write_off = Cents(moved * max(0, min(written_off, lost)) // lost)
    return Course(written_off=of_write_off, released=Cents(moved - of_write_off), changed=changed)


def _share(cents: Cents, percent: int) -> Cents:
    return Cents((cents * percent + _WHOLE // 2) // _WHOLE)
