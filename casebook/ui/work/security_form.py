"""A new security, what is known of one changed, and one withdrawn; a form asks only what the kind needs."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from casebook.domain.security.facts import BEARING, RANKED, SecurityKind
from casebook.errors import InputError
from casebook.store.actions.securities import ChangeSecurity, RegisterSecurity, SecurityFacts, WithdrawSecurity
from casebook.store.queries import bookings, choices, payees
from casebook.store.queries.bookings import ClaimSheet
from casebook.store.queries.case import CaseCard
from casebook.store.queries.choices import DocumentChoice
from casebook.store.queries.securities import SecurityCard
from casebook.store.security_rows import SecurityRow
from casebook.text import clean_line
from casebook.ui.case_tabs.securities_lines import short
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.widgets.fields import (
    AmountField,
    ChoiceField,
    DayField,
    Field,
    LongTextField,
    OptionalDayField,
    TextField,
    yes_field,
)
from casebook.ui.work.answers import AnswerField
from casebook.ui.work.claim_fields import ClaimsField
from casebook.ui.work.kinds import words_of

KIND_WORDS = {one: f"security_kind_{one}" for one in SecurityKind}


class ValueField(AmountField):
    """An amount that may not be known."""

    @property
    def known(self) -> bool:
        """Whether anything is typed."""
        return bool(self.editor.value.strip())

    def echo(self) -> str:
        """Return the amount in full, nothing where none is typed."""
        return super().echo() if self.known else ""


class _Facts:
    """The fields of a security; those that its kind does not need are not asked."""

    def __init__(
        self,
        desk: Desk,
        sheets: Sequence[ClaimSheet],
        documents: Sequence[DocumentChoice],
        row: SecurityRow | None = None,
        covered: str = "",
    ) -> None:
        say = desk.say
        self.kind = AnswerField[SecurityKind](
            desk, say("security.kind"), words_of(SecurityKind, desk, KIND_WORDS), row.kind if row else None
        )
        self._known = row
        self.name = TextField(say("security.name"), row.name if row else "", required=True)
        self.value = ValueField(say("security.value"), desk, row.value if row else None)
        valued_on = row.valued_on if row and row.valued_on else desk.day
        self.valued_on = DayField(say("security.valued_on"), desk, valued_on, past=True, when=lambda: self.value.known)
        haircut = row.haircut if row and row.haircut is not None else ""
        self.haircut = TextField(say("security.haircut_field"), haircut, when=lambda: self.value.known)
        rank = "" if row is None or row.rank is None else str(row.rank)
        self.rank = TextField(say("security.rank"), rank, when=lambda: self._of(RANKED))
        since = row.since_on if row else None
        self.since = OptionalDayField(say("security.since"), desk, since, past=True, when=lambda: self._of(RANKED))
        expires = row.expires_on if row else None
        self.expires = OptionalDayField(say("security.expires_on"), desk, expires, when=self._expires)
        interest = bool(row and row.with_interest)
        self.interest = yes_field(say("security.interest_too"), desk, yes=interest, when=lambda: self._of(BEARING))
        self.claims = ClaimsField(say("security.claims_field"), sheets, covered)
        options = [
            (None, say("arrangements.no_document")),
            *((one.document_id, clean_line(one.name)) for one in documents),
        ]
        document = row.document_id if row and row.document_id in {one for one, _ in options} else None
        self.document = ChoiceField[int | None](
            say("security.document"), options, document, when=lambda: bool(documents)
        )
        self.note = LongTextField(say("security.note"), row.note if row else "")

    @property
    def fields(self) -> list[Field[Any]]:
        """The fields after the kind, in the order in which one fills them in."""
        return [
            self.name, self.value, self.valued_on, self.haircut, self.expires, self.rank, self.since, self.interest,
            self.claims, self.document, self.note,
        ]  # fmt: skip

    @property
    def facts(self) -> SecurityFacts:
        """What was said. Raises `InputError`."""
        ranked, known = self._of(RANKED), self.value.known
        return SecurityFacts(
            self.name.value,
            self.value.value if known else None,
            self.valued_on.value if known else None,
            (self.haircut.value or None) if known else None,
            self._rank() if ranked else None,
            self.claims.value,
            self._of(BEARING) and self.interest.value,
            self.since.value if ranked else None,
            self.expires.value if self._expires() else None,
            self.document.value,
            self.note.value,
        )

    def _of(self, kinds: frozenset[SecurityKind]) -> bool:
        return self.kind.value in kinds

    def _expires(self) -> bool:
        return self.kind.value is SecurityKind.BANK_GUARANTEE

    def _rank(self) -> int | None:
        text = self.rank.value.strip()
        if text and not (text.isascii() and text.isdigit()):
            raise InputError("insurance.no_whole_number", place=self.rank.label, value=text)
        return int(text) if text else None


async def new(desk: Desk, card: CaseCard) -> bool:
    """Ask what we have for what the debtor of a case owes us, and register it."""
    creditors = await desk.read(choices.creditors)
    own = await desk.read(payees.payees, card.case_id)
    first = next((payee.creditor_id for payee in own.values()), creditors[0].creditor_id)
    owed_to = {payee.creditor_id for payee in own.values()}
    options = [(one.creditor_id, clean_line(one.name)) for one in creditors if one.creditor_id in owed_to or not own]
    creditor = ChoiceField(desk.say("security.creditor"), options, first, when=lambda: len(options) > 1)
    facts = _Facts(desk, *await _around(desk, card))

    def command() -> RegisterSecurity:
        return RegisterSecurity(card.debtor_id, creditor.value, facts.kind.answer, facts.facts)

    heading = desk.say("security.new_heading", number=card.number, name=card.name)
    return await desk.ask(Form(desk, heading, [facts.kind, creditor, *facts.fields], command)) is not None


async def change(desk: Desk, card: CaseCard, one: SecurityCard) -> bool:
    """Ask what is known of a security as it should be, and why."""
    named = [] if one.row.covers_all else one.claims
    covered = ", ".join(claim.number for claim in named if claim.case_id == card.case_id)
    # Those of other cases cannot be typed here, and stay.
    elsewhere = [claim.claim_id for claim in named if claim.case_id != card.case_id]
    facts = _Facts(desk, *await _around(desk, card), one.row, covered)
    reason = TextField(desk.say("security.reason"), required=True)

    def command() -> ChangeSecurity:
        known = facts.facts
        return ChangeSecurity(
            one.row.id, one.row.version, replace(known, claim_ids=(*known.claim_ids, *elsewhere)), reason.value
        )

    heading = desk.say("security.change_heading", what=short(one, desk))
    return await desk.ask(Form(desk, heading, [*facts.fields, reason], command)) is not None


async def withdraw(desk: Desk, one: SecurityCard) -> bool:
    """Ask why there is no such security, and withdraw it."""
    reason = TextField(desk.say("security.reason"), required=True)
    heading = desk.say("security.withdraw_heading", what=short(one, desk))
    form = Form(desk, heading, [reason], lambda: WithdrawSecurity(one.row.id, one.row.version, reason.value))
    return await desk.ask(form) is not None


async def _around(desk: Desk, card: CaseCard) -> tuple[Sequence[ClaimSheet], Sequence[DocumentChoice]]:
    sheets = await desk.read(bookings.sheets, card.case_id, desk.day)
    return sheets, await desk.read(choices.documents, card.case_id)
