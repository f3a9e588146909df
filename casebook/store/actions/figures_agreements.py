"""What was agreed on figures per person: without it none are shown but of teams, and of oneself."""

from dataclasses import dataclass
from datetime import date

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.actions import given
from casebook.store.commands import action
from casebook.store.models.people import Role
from casebook.store.models.trust import AgreedWith, FiguresAgreement
from casebook.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class AgreeFigures:
    """Figures per person were agreed on: with whom, on what day, where it can be read, and from when on it holds."""

    agreed_with: AgreedWith
    agreed_on: date
    reference: str
    from_on: date
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class EndFigures:
    """The last day of an agreement on figures per person."""

    id: int
    version: int
    until_on: date


@action("figures.agree", role=Role.ADMINISTRATOR)
def agree(tx: Transaction, command: AgreeFigures) -> int:
    """Record an agreement and return its id. Refused where one holds in the same time, and without where to read it."""
    tx.hold("figures agreement")
    reference = given.line(command.reference)
    if not reference:
        raise Refused("figures.no_reference", source="WOR art. 27")
    given.in_order(agreed_on=given.past(tx, command.agreed_on), from_on=command.from_on, until_on=command.until_on)
    beside = FiguresAgreement.select().where(
        FiguresAgreement.until_on.is_null() | (FiguresAgreement.until_on >= command.from_on)
    )
    if any(command.until_on is None or one.from_on <= command.until_on for one in tx.find(beside)):
        raise Refused("figures.already", source=HOUSE_RULE)
    return tx.add(
        FiguresAgreement,
        agreed_with=command.agreed_with,
        agreed_on=command.agreed_on,
        reference=reference,
        from_on=command.from_on,
        until_on=command.until_on,
    )


@action("figures.end", role=Role.ADMINISTRATOR)
def end(tx: Transaction, command: EndFigures) -> None:
    """End an agreement on a day; one before its first: it never holds."""
    tx.change(tx.get(FiguresAgreement, command.id, command.version), until_on=command.until_on)
