"""What makes somebody vulnerable, with his consent; bans on arrangements; and looks at recourse."""

from dataclasses import dataclass
from datetime import date

from casebook.domain.calendar import add
from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.actions import given
from casebook.store.actions.cases import open_one
from casebook.store.actions.parties import of_party, of_party_of
from casebook.store.commands import action
from casebook.store.models.care import ArrangementBan, Recourse, RecourseCheck, Vulnerability
from casebook.store.models.parties import Party, PartyKind
from casebook.store.transaction import Transaction
from casebook.text import clean


@dataclass(frozen=True, slots=True)
class RecordVulnerability:
    """What makes somebody vulnerable, when and how he agreed that it is kept, and until when."""

    party_id: int
    text: str
    consent_on: date
    consent_how: str
    until_on: date


@dataclass(frozen=True, slots=True)
class EndVulnerability:
    """It is kept no longer: he took his consent back, or it is over."""

    id: int
    version: int


@dataclass(frozen=True, slots=True)
class BanArrangements:
    """No payment arrangement is agreed with a debtor from a day on; without an end until it is lifted."""

    party_id: int
    reason: str
    from_on: date
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class LiftBan:
    """Arrangements may be agreed again."""

    id: int
    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at one source says; the source as the settings of the house name it."""

    source: str
    found: Recourse
    text: str = ""


@dataclass(frozen=True, slots=True)
class CheckRecourse:
    """What was looked at on a day."""

    case_id: int
    on_day: date
    looked: tuple[Looked, ...]


@action("vulnerability.record", cases=of_party)
def record_vulnerability(tx: Transaction, command: RecordVulnerability) -> int:
    """Keep what makes a person vulnerable and return the id; what he agreed to before and is over is kept no longer.

    Refused for an organisation, and for longer than the house keeps it without asking again.
    """
    party = tx.get(Party, command.party_id)
    if party.kind not in (PartyKind.NATURAL, PartyKind.SOLE_TRADER, PartyKind.UNKNOWN):
        raise Refused("vulnerability.no_person", source=HOUSE_RULE, name=party.name)
    consent_on = given.past(tx, command.consent_on)
    latest = add(consent_on, tx.law.defaults.vulnerability.applied(consent_on).value.longest)
    if not tx.day <= command.until_on <= latest:
        raise Refused("vulnerability.until", source=HOUSE_RULE, latest=latest)
    of_party = Vulnerability.select().where(Vulnerability.party_id == party.id, Vulnerability.ended_on.is_null())
    for before in tx.find(of_party.where(Vulnerability.until_on < tx.day)):
        _forget(tx, before)
    return tx.add(
        Vulnerability,
        party_id=party.id,
        text=given.reason(command.text),
        consent_on=consent_on,
        consent_how=given.reason(command.consent_how),
        until_on=command.until_on,
    )


@action("vulnerability.end", cases=of_party_of(Vulnerability))
def end_vulnerability(tx: Transaction, command: EndVulnerability) -> None:
    """Keep it no longer."""
    found = tx.get(Vulnerability, command.id, command.version)
    if found.ended_on is not None:
        raise Refused("vulnerability.ended", source=HOUSE_RULE, on=found.ended_on)
    _forget(tx, found)


def _forget(tx: Transaction, found: Vulnerability) -> None:
    """End what is kept, and keep its words in the log only, where they can be erased."""
    tx.change(found, ended_on=tx.day, text="", consent_how="")


@action("arrangement_ban.set", cases=of_party)
def ban(tx: Transaction, command: BanArrangements) -> int:
    """Ban arrangements with a debtor and return the id of the ban."""
    party = tx.get(Party, command.party_id)
    given.in_order(from_on=command.from_on, until_on=command.until_on)
    return tx.add(
        ArrangementBan,
        party_id=party.id,
        reason=given.reason(command.reason),
        from_on=command.from_on,
        until_on=command.until_on,
    )


@action("arrangement_ban.lift", cases=of_party_of(ArrangementBan))
def lift_ban(tx: Transaction, command: LiftBan) -> None:
    """Lift a ban; the reason stands in the log."""
    given.reason(command.reason)
    found = tx.get(ArrangementBan, command.id, command.version)
    if found.lifted_on is not None:
        raise Refused("ban.lifted", source=HOUSE_RULE, on=found.lifted_on)
    if found.until_on is not None and found.until_on < tx.day:
        raise Refused("ban.over", source=HOUSE_RULE, on=found.until_on)
    tx.change(found, lifted_on=tx.day)


@action("recourse.check", cases=given.case_itself)
def check_recourse(tx: Transaction, command: CheckRecourse) -> tuple[int, ...]:
    """Record what was looked at and return the ids, one for each source."""
    case, on = open_one(tx, command.case_id), given.past(tx, command.on_day)
    known = tx.law.defaults.sleeping.applied(on).value.sources
    if not command.looked:
        raise Refused("recourse.nothing", source=HOUSE_RULE)
    for one in command.looked:
        if one.source not in known:
            raise Refused("recourse.source", source=HOUSE_RULE, value=given.line(one.source))
    rows = [
        {"case_id": case.id, "on_day": on, "source": one.source, "found": one.found, "text": clean(one.text).strip()}
        for one in command.looked
    ]
    return tuple(tx.add_many(RecourseCheck, rows))
