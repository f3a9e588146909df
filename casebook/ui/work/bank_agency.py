"""What an agency or bailiff passed on: gross for each debtor, less the cost that he kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from casebook import format as form
from casebook.domain.money import ZERO, Cents
from casebook.errors import InputError
from casebook.store.actions.bank_remittances import AcceptRemittance, Kept
from casebook.store.actions.bank_shares import Share
from casebook.store.queries import remittances
from casebook.store.queries.bank_entry import EntryCard
from casebook.store.queries.remittances import PlacementChoice
from casebook.ui.desk import Desk
from casebook.ui.dialogs.find import find_party
from casebook.ui.widgets.fields import AmountField, ChoiceField, TextField
from casebook.ui.work.bank_parts import Asked, PartFields, share_out


async def remittance(desk: Desk, card: EntryCard) -> bool:
    """Ask which agency passed an amount on, for which debtors, and what it kept; credit the debtors what they paid."""
    agency = await find_party(desk, desk.say("bank_form.which_agency"), card.name)
    if agency is None:
        return False
    return await share_out(desk, card, "bank_form.remittance", _Asking(desk, card, agency).asks, bounded=False)


class KeptField(AmountField):
    """What an agency kept, with by how much the debtors paid more than came in beside it."""

    def __init__(self, desk: Desk, difference: Callable[[], Cents], when: Callable[[], bool]) -> None:
        super().__init__(desk.say("bank_form.fee"), desk, ZERO, zero=True, when=when)
        self._difference = difference

    def echo(self) -> str:
        """Return the amount in full, and what it would be where all of the difference was kept."""
        said, difference = super().echo(), self._difference()
        if difference <= ZERO or difference == self.value:
            return said
        return f"{said} · {self._desk.say('bank_form.difference', amount=difference)}"


class FeeField(AmountField):
    """What an agency kept of one placement, with what it may keep by the terms beside it."""

    def __init__(self, desk: Desk, expected: Callable[[], Cents | None], when: Callable[[], bool]) -> None:
        super().__init__(desk.say("bank_form.fee_of_placement"), desk, ZERO, zero=True, when=when)
        self._expected = expected

    def echo(self) -> str:
        """Return what is due by the terms, and by how much the amount differs from that."""
        code, parameters = fee_said(self.value, self._expected())
        return self._desk.say(code, **parameters)


class Placed(NamedTuple):
    """The placements that a part may be of, and the fields by which one is chosen and what was kept of it."""

    found: Sequence[PlacementChoice]
    which: ChoiceField[int | None]
    fee: FeeField

    @property
    def chosen(self) -> PlacementChoice | None:
        """The placement that is chosen."""
        return next((one for one in self.found if one.placement_id == self.which.value), None)


def fee_said(kept: Cents, expected: Cents | None) -> tuple[str, Mapping[str, object]]:
    """Return how what was kept stands to the terms, as a code with parameters."""
    if expected is None:
        return "bank_form.fee_not_agreed", {}
    code = "bank_form.fee_agrees" if kept == expected else "bank_form.fee_differs"
    return code, {"expected": expected, "more": Cents(kept - expected)}


def _placed_fields(
    desk: Desk, found: Sequence[PlacementChoice], part: PartFields
) -> tuple[ChoiceField[int | None], FeeField]:
    options: list[tuple[int | None, str]] = [(one.placement_id, _label(one, desk)) for one in found]
    options.append((None, desk.say("bank_form.no_placement")))
    which = ChoiceField(desk.say("bank_form.placement"), options, options[0][0], when=lambda: bool(found))

    def expected() -> Cents | None:
        chosen = next((one for one in found if one.placement_id == which.value), None)
        fee = None if chosen is None else chosen.expected(part.cents.value)
        return None if fee is None else fee.total

    return which, FeeField(desk, expected, lambda: which.value is not None)


def _label(one: PlacementChoice, desk: Desk) -> str:
    sent = form.day(one.sent_on, desk.language)
    return f"{one.reference} · {sent}" if one.reference else desk.say("bank_form.sent_on", on=one.sent_on)


class _Asking:
    """What is asked of each part of an amount that an agency passed on."""

    def __init__(self, desk: Desk, card: EntryCard, agency: int) -> None:
        self._desk, self._card, self._agency = desk, card, agency
        self._placed: list[Placed] = []

    async def asks(self, part: PartFields, before: Sequence[Share]) -> Asked:
        """Return what is asked of a part beside what it is, and of the last one about them all."""
        desk = self._desk
        found = await desk.read(remittances.of_case, part.case_id, self._agency, self._card.value_on)
        self._placed = [*self._placed[: len(before)], Placed(found, *_placed_fields(desk, found, part))]
        placed = self._placed

        def all_placed() -> bool:
            return all(one.chosen is not None for one in placed)

        fee = KeptField(desk, lambda: self._difference(part, before), lambda: not part.goes_on and not all_placed())
        reason = TextField(desk.say("bank_form.remark"), when=lambda: not part.goes_on)

        def command(shares: tuple[Share, ...]) -> AcceptRemittance:
            kept = tuple(
                Kept(at, one.chosen.placement_id, one.fee.value)
                for at, one in enumerate(placed)
                if one.chosen is not None
            )
            of_all = Cents(sum(one.fee_cents for one in kept)) if all_placed() or part.goes_on else fee.value
            meant = tuple(_named(share, one.chosen) for share, one in zip(shares, placed, strict=True))
            return AcceptRemittance(self._card.entry_id, self._agency, meant, of_all, reason.value, kept)

        return Asked([placed[-1].which, placed[-1].fee, fee, reason], command)

    def _difference(self, part: PartFields, before: Sequence[Share]) -> Cents:
        """Return by how much the debtors paid more than came in."""
        try:
            gross = part.cents.value
        except InputError:
            gross = ZERO
        return Cents(sum(share.cents for share in before) + gross - self._card.rest)


def _named(share: Share, placement: PlacementChoice | None) -> Share:
    """Return a part that goes to the claims that were placed, where nobody named others."""
    if placement is None or share.claim_ids or share.lines:
        return share
    return replace(share, claim_ids=placement.claim_ids)
