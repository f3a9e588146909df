"""Whom and what an event reaches: all who are liable or some of them, all claims or some, all of a claim or a part."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from casebook.domain.limitation.clocks import ClockKind
from casebook.errors import InputError
from casebook.store.actions.limitation import EXTENSION, INSOLVENCY, Reached
from casebook.store.queries.bookings import ClaimSheet
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.widgets.fields import ChoiceField, Field, yes_field
from casebook.ui.work.claim_fields import ClaimsField
from casebook.ui.work.kinds import words_of
from casebook.ui.work.limitation_subject import Subject

# What a choice offers beside the parties or claims themselves.
_ALL, _SOME = -1, -2
_LONGEST = 40


class ReachFields:
    """The fields of whom and what an event reaches, filled in with what is known of it.

    What is known may be more than they can say: a claim that ended, or of each claim another part. That stays as it
    is, unless one chooses to say it anew.
    """

    def __init__(self, desk: Desk, subject: Subject, claims: Sequence[ClaimSheet], known: Sequence[Reached]) -> None:
        self._names, self._claims, self._known = subject.names, claims, tuple(known)
        self._debtor_id = subject.card.debtor_id
        self._stays = yes_field(desk.say("limitation_form.reach_stays"), desk, yes=True, when=lambda: self._unsaid)
        parties = {one.party_id for one in known} & self._names.keys()
        self._party = ChoiceField(
            desk.say("limitation_form.against"),
            self._party_options(desk, subject),
            _one_of(parties, len(self._names)),
            when=lambda: len(self._names) > 1 and not self._kept,
        )
        self._each = {
            party_id: yes_field("  " + clean_line(name, 17), desk, yes=party_id in parties, when=self._names_some)
            for party_id, name in (self._names.items() if len(self._names) > 2 else ())
        }
        numbers = {claim.claim_id: clean_line(claim.number, _LONGEST) for claim in claims}
        named = {one.claim_id for one in known}
        reached = set() if None in named else {id_ for id_ in numbers if id_ in named}
        self._claim = ChoiceField(
            desk.say("limitation_form.claim"),
            [
                (_ALL, desk.say("limitation_form.all_claims", count=len(claims))),
                *numbers.items(),
                *([(_SOME, desk.say("limitation_form.some_claims"))] if len(claims) > 2 else []),
            ],
            _one_of(reached, 0),
            when=lambda: len(claims) > 1 and not self._kept,
        )
        self._numbers = ClaimsField(
            desk.say("limitation_form.numbers"),
            claims,
            ", ".join(number for id_, number in numbers.items() if id_ in reached),
            required=True,
            when=lambda: len(claims) > 1 and self._claim.value == _SOME and not self._kept,
        )
        clocks: set[ClockKind | None] = {one.clock for one in known}
        self._clock: ChoiceField[ClockKind | None] = ChoiceField(
            desk.say("limitation_form.part"),
            [(None, desk.say("limitation_form.whole")), *words_of(ClockKind, desk)],
            clocks.pop() if len(clocks) == 1 else None,
            when=lambda: not self._kept,
        )
        self._unsaid = not self._says(known)

    @property
    def all(self) -> list[Field[Any]]:
        """The fields in their order."""
        return [self._stays, self._party, *self._each.values(), self._claim, self._numbers, self._clock]

    @property
    def parties(self) -> list[int]:
        """Who is reached."""
        return list(dict.fromkeys(one.party_id for one in self._known)) if self._kept else self._said_parties()

    def of(self, kind: str) -> tuple[Reached, ...]:
        """Return whom and what an event of a kind reaches. Raises `InputError` for a number of no claim.

        Who wrote about all claims wrote about those there were: one that comes later is not interrupted by that. What
        befalls the debtor himself reaches his later claims too.
        """
        if self._kept:
            return self._known
        return self._said() if kind in (INSOLVENCY, EXTENSION) else self._named(self._said())

    @property
    def _kept(self) -> bool:
        return self._unsaid and self._stays.value

    def _says(self, known: Sequence[Reached]) -> bool:
        """Tell whether these fields say what is known."""
        try:
            said = self._said()
        except InputError:
            return False
        return set(known) in (set(said), set(self._named(said)))

    def _said(self) -> tuple[Reached, ...]:
        claims, clock = self._said_claims(), self._clock.value
        return tuple(Reached(party_id, claim_id, clock) for party_id in self._said_parties() for claim_id in claims)

    def _named(self, said: tuple[Reached, ...]) -> tuple[Reached, ...]:
        """Return the same with each claim named where it says all.

        Only against the debtor of the case: who is liable beside him is so for claims that are recorded one by one.
        """
        every: list[int | None] = [claim.claim_id for claim in self._claims] or [None]
        return tuple(
            replace(one, claim_id=claim_id)
            for one in said
            for claim_id in (every if one.claim_id is None and one.party_id == self._debtor_id else [one.claim_id])
        )

    def _said_parties(self) -> list[int]:
        if len(self._names) == 1 or self._party.value == _ALL:
            return list(self._names)
        if self._names_some():
            return [party_id for party_id, field in self._each.items() if field.value]
        return [self._party.value]

    def _party_options(self, desk: Desk, subject: Subject) -> list[tuple[int, str]]:
        relations = {one.party_id: desk.say(f"word.{one.relation}") for one in subject.liable}
        named = [
            (party_id, f"{clean_line(name)} ({relations[party_id]})" if party_id in relations else clean_line(name))
            for party_id, name in self._names.items()
        ]
        everyone = (_ALL, desk.say("limitation_form.everyone", count=len(named)))
        some = (_SOME, desk.say("limitation_form.some_parties"))
        return [*named, everyone, *([some] if len(named) > 2 else [])]

    def _names_some(self) -> bool:
        return self._party.value == _SOME and not self._kept

    def _said_claims(self) -> Sequence[int | None]:
        if len(self._claims) <= 1 or self._claim.value == _ALL:
            return [None]
        return self._numbers.value if self._claim.value == _SOME else [self._claim.value]


def _one_of(ids: set[int], in_all: int) -> int:
    """Return the value of a choice for ids that are known: the one there is, all of them, or some."""
    if len(ids) == 1:
        return next(iter(ids))
    return _ALL if len(ids) == in_all else _SOME
