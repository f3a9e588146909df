"""What the gate knows of the world when it is asked: read anew each time, also just before a letter leaves."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from casebook.domain.capacity import Capacity
from casebook.domain.component import Balance
from casebook.domain.costs import Letter, Recurring
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.guarantee import GuaranteePoint
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.money import ZERO, Cents
from casebook.domain.service import Prepared
from casebook.domain.signals.clock_state import ClockState


class AddressState(NamedTuple):
    """A postal address: whether post came back from it, and whether it has all that an envelope needs."""

    dead: bool = False
    complete: bool = True


class Block(NamedTuple):
    """Nothing is sent to the addressee in some ways: `ways` is None where in none at all; until a day, None: on."""

    ways: Set[DispatchWay] | None
    reason: str
    until_on: date | None
    from_on: date | None = None


class Representative(NamedTuple):
    """Somebody who acts for the debtor today, in a role; `authority_seen` since when we know that he may."""

    party_id: int
    name: str
    role: str
    write_to: bool
    authority_seen_on: date | None


class Insolvency(NamedTuple):
    """An insolvency of the one who owes; `regime` is None where only the track of the case says so.

    Where a proceeding without a regime is recorded, `kind` is its word, `stops` whether it keeps old claims from being
    asked for, and `source` why.
    """

    regime: str | None
    since: date
    kind: str | None = None
    stops: bool = True
    source: str = HOUSE_RULE


class Estate(NamedTuple):
    """The one who owes died. `heirs` are those known who did not reject; `at_once`: all of them accepted purely."""

    died_on: date
    respite_until: date
    heirs: Set[int] = frozenset()
    at_once: bool = False


class Held(NamedTuple):
    """A hold that lasts today: why, until when, of which claim where it is of one, and since when."""

    reason: str
    until_on: date | None
    claim_id: int | None = None
    from_on: date | None = None


class Earlier(NamedTuple):
    """A letter that left to the same addressee, about the same one who owes."""

    kind: LetterKind
    sent_on: date


@dataclass(frozen=True, slots=True)
class ClaimNow:
    """A claim as it stands today, against the one who owes.

    `askable` is what can be asked today with the interest that ran, `contested` what of it is in dispute. `clock` is
    the principal's or the title's. `plan_from`: a running arrangement of his covers it since. `fourteen_day` is the
    last 14-day letter that was sent on it, `scale_base` the
    principal that its collection costs are reckoned over. `guarantee` are the weak points of his guarantee.
    """

    number: str
    askable: Balance
    kind: str = "contract"
    capacity: Capacity | None = None
    contested: Cents = ZERO
    due_on: date | None = None
    default_on: date | None = None
    clock: ClockState = ClockState.RUNNING
    claimed_until: date | None = None
    liable: bool = True
    placed: bool = False
    plan_from: date | None = None
    supplied_from: date | None = None
    supplied_until: date | None = None
    ended_on: date | None = None
    fourteen_day: Letter | None = None
    scale_base: Cents = ZERO
    creditor_deducts_vat: bool | None = None
    recurring: Recurring | None = None
    guarantee: tuple[GuaranteePoint, ...] = ()

    @property
    def uncontested(self) -> Cents:
        """What of the principal can be asked today."""
        return Cents(max(0, self.askable.principal - self.contested))


NOTHING_DONE = Prepared()


@dataclass(frozen=True, slots=True)
class GateFacts:
    """What is known on `day` of the one who owes, of the addressee and of the claims of one letter.

    Of the addressee: `address` (None: no postal address), `bounced_on` (mail to his address came back), `mail_chosen`
    (he prefers mail), `language` and `blocks`. Of the one who owes the rest: `counselling_since`, `death_undated` (an
    estate of which no day of death is recorded), `complaint_on` the day on which an open complaint came in. `earlier`
    are the letters that left to the addressee.
    """

    day: date
    claims: Mapping[int, ClaimNow] = field(default_factory=dict)
    address: AddressState | None = None
    bounced_on: date | None = None
    mail_chosen: bool = False
    language: str | None = None
    blocks: tuple[Block, ...] = ()
    representatives: tuple[Representative, ...] = ()
    insolvency: Insolvency | None = None
    counselling_since: date | None = None
    estate: Estate | None = None
    death_undated: bool = False
    vulnerable: bool = False
    complaint_on: date | None = None
    holds: tuple[Held, ...] = ()
    case_closed_on: date | None = None
    earlier: tuple[Earlier, ...] = ()
    suspension: Prepared = NOTHING_DONE
