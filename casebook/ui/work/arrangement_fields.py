"""The fields of an arrangement: who pays what and when. Of an amount, a number and a last day, one is typed."""

from collections.abc import Callable, Sequence
from datetime import date
from enum import Enum, auto
from typing import Any, NamedTuple

from casebook import format as form
from casebook.domain.arrangement.schedule import MOST_TERMS
from casebook.domain.arrangement.terms import PlanInterest, PlanTerms, Rhythm
from casebook.domain.money import ZERO, Cents
from casebook.errors import InputError
from casebook.store.queries.bookings import ClaimSheet
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.widgets.fields import AmountField, ChoiceField, DayField, Field, TextField, yes_field
from casebook.ui.work.claim_fields import ClaimsField
from casebook.ui.work.kinds import words_of

# In characters: what stands beside the name of a party or behind a claim.
_LONGEST = 40


class Payer(NamedTuple):
    """One who owes the claims of a case: its debtor, or somebody liable beside him."""

    party_id: int
    name: str


class Derived(NamedTuple):
    """What an arrangement comes to: the usual term, how many there are, and the day of the last."""

    each: Cents
    terms: int
    last_on: date


class _Given(Enum):
    EACH = auto()
    TERMS = auto()
    LAST_ON = auto()


class _EachField(AmountField):
    """The usual term; where it follows from what else was typed, it is only shown."""

    def __init__(self, desk: Desk, cents: Cents | None, is_given: Callable[[], bool]) -> None:
        super().__init__(desk.say("plan_form.each"), desk, cents)
        self._is_given = is_given

    def echo(self) -> str:
        """Return the amount in full, or that it follows."""
        return super().echo() if self._is_given() else self._desk.say("plan_form.follows")


class _TermsField(TextField):
    """How many terms; where it follows from what else was typed, it is only shown."""

    def __init__(self, desk: Desk, terms: int | None, is_given: Callable[[], bool]) -> None:
        super().__init__(desk.say("plan_form.terms"), "" if terms is None else str(terms))
        self._desk, self._is_given = desk, is_given
        self.editor.select_on_focus = True

    @property
    def number(self) -> int:
        """The number. Raises `InputError`."""
        text = self.value
        if not (text.isascii() and text.isdigit() and 0 < int(text) <= MOST_TERMS):
            raise InputError("plan_form.no_number", value=text, most=MOST_TERMS)
        return int(text)

    def echo(self) -> str:
        """Check that it is a number, or return that it follows."""
        if not self._is_given():
            return self._desk.say("plan_form.follows")
        self.number  # noqa: B018 reading it checks it
        return ""


class _LastField(DayField):
    """The day of the last term; where it follows from what else was typed, it is only shown."""

    def __init__(self, desk: Desk, day: date | None, is_given: Callable[[], bool]) -> None:
        super().__init__(desk.say("plan_form.last_on"), desk, day)
        self._is_given = is_given

    def echo(self) -> str:
        """Return the day in full, or that it follows."""
        return super().echo() if self._is_given() else self._desk.say("plan_form.follows")


class PlanFields:
    """The fields of the terms of an arrangement, filled in with those that are known."""

    def __init__(
        self,
        desk: Desk,
        owed: Sequence[ClaimSheet],
        payers: Sequence[Payer],
        first_on: date,
        known: PlanTerms | None = None,
    ) -> None:
        self._desk, self._owed, self._known = desk, owed, known
        # What each of the three last held, typed or derived: what is otherwise now was typed since.
        self._given = _Given.EACH
        if known is not None:
            self._given = _Given.TERMS if known.terms is not None else self._given
            self._given = _Given.LAST_ON if known.last_on is not None else self._given
        say = desk.say
        self._each = _EachField(desk, known.each_cents if known else None, lambda: self._given is _Given.EACH)
        self._terms = _TermsField(desk, known.terms if known else None, lambda: self._given is _Given.TERMS)
        self._last = _LastField(desk, known.last_on if known else None, lambda: self._given is _Given.LAST_ON)
        self._of_three: dict[_Given, Field[Any]] = {
            _Given.EACH: self._each,
            _Given.TERMS: self._terms,
            _Given.LAST_ON: self._last,
        }
        self._held = {given: field.raw for given, field in self._of_three.items()}
        self._rhythm = ChoiceField(
            say("plan_form.rhythm"),
            words_of(Rhythm, desk, {one: f"every_{one}" for one in Rhythm}),
            known.rhythm if known else Rhythm.MONTHLY,
        )
        self._first = DayField(say("plan_form.first_on"), desk, known.first_on if known else first_on)
        self._interest = ChoiceField(
            say("plan_form.interest"),
            words_of(PlanInterest, desk, {one: f"interest_{one}" for one in PlanInterest}),
            known.interest if known else PlanInterest.RUNNING,
        )
        self._costs = yes_field(say("plan_form.costs"), desk, yes=known.costs_included if known else True)
        self._remission = AmountField(
            say("plan_form.remission"), desk, known.remission_cents if known else ZERO, zero=True
        )
        self._debit = yes_field(say("plan_form.debit"), desk, yes=known.by_direct_debit if known else False)
        options = [(one.party_id, clean_line(one.name, _LONGEST)) for one in payers]
        self._payer = ChoiceField(
            say("plan_form.payer"),
            options,
            known.party_id if known else options[0][0],
            when=lambda: len(options) > 1,
        )
        every = {sheet.claim_id for sheet in owed}
        some = known is not None and set(known.claim_ids) != every
        self._all = ChoiceField(
            say("plan_form.claims"),
            [(True, say("plan_form.all_claims", count=len(owed))), (False, say("plan_form.some_claims"))],
            not some,
            when=lambda: len(owed) > 1,
        )
        covered = known.claim_ids if known is not None and some else ()
        self._numbers = ClaimsField(
            say("plan_form.numbers"),
            owed,
            ", ".join(clean_line(one.number) for one in owed if one.claim_id in covered),
            required=True,
            when=lambda: len(owed) > 1 and not self._all.value,
        )
        self._lapsed_asked = known.with_lapsed if known else False
        self._lapsed = yes_field(
            say("plan_form.with_lapsed"), desk, yes=self._lapsed_asked, when=lambda: self._lapsed_asked
        )
        self._reason = TextField(say("plan_form.reason"), known.reason if known else "")

    @property
    def all(self) -> list[Field[Any]]:
        """The fields in their order: what is asked each time first."""
        return [
            self._each,
            self._terms,
            self._last,
            self._rhythm,
            self._first,
            self._interest,
            self._costs,
            self._remission,
            self._debit,
            self._payer,
            self._all,
            self._numbers,
            self._lapsed,
            self._reason,
        ]

    @property
    def value(self) -> PlanTerms:
        """The terms as they are typed. Raises `InputError`."""
        return PlanTerms(
            self._payer.value,
            tuple(one.claim_id for one in self._owed) if self._covers_all else self._numbers.value,
            self._rhythm.value,
            self._first.value,
            each_cents=self._each.value if self._given is _Given.EACH else None,
            terms=self._terms.number if self._given is _Given.TERMS else None,
            last_on=self._last.value if self._given is _Given.LAST_ON else None,
            interest=self._interest.value,
            costs_included=self._costs.value,
            remission_cents=self._remission.value,
            by_direct_debit=self._debit.value,
            with_lapsed=self._lapsed_asked and self._lapsed.value,
            reason=self._reason.value,
        )

    def changed(self, derived: Derived | None) -> None:
        """Take the one of the three that is typed in as what is given, and let the others say what follows from it."""
        for given, field in self._of_three.items():
            if field.editor.has_focus and field.raw != self._held[given]:
                self._given = given
        if derived is not None:
            self._follow(derived)
        self._held = {given: field.raw for given, field in self._of_three.items()}

    def ask_of_lapsed(self) -> None:
        """Offer to confirm that claims which have possibly lapsed are in it."""
        self._lapsed_asked = True

    @property
    def _covers_all(self) -> bool:
        return len(self._owed) == 1 or self._all.value

    def _follow(self, derived: Derived) -> None:
        texts = {
            _Given.EACH: form.amount(derived.each, self._desk.language),
            _Given.TERMS: str(derived.terms),
            _Given.LAST_ON: form.day(derived.last_on, "nl"),
        }
        for given, field in self._of_three.items():
            if given is not self._given and field.raw != texts[given]:
                field.restore(texts[given])
                field.check(self._desk)
