"""Collecting terms by SEPA direct debit: the days of the banks, mandates, what may be collected, and what came back."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.calendar import Holidays, Term, add, add_working_days, next_working_day
from casebook.domain.dated import Dated
from casebook.domain.money import Cents

# Letters and signs that every bank passes on (EPC217-08); a reference neither begins nor ends with a stroke.
_SIGNS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/-?:().,'+ ")
LONGEST_REFERENCE = 35
_MESSAGE = re.compile(r"(CB\d{8}-\d+)(?:-\d{4}[OR])?", re.ASCII)
# So often is a term collected: once more after a return for lack of funds.
MOST_ATTEMPTS = 2
# No funds: the same collection may succeed on another day.
_AGAIN = frozenset({"AM04"})
# After these no collection by the mandate can succeed, or none may be tried.
_STOPS = frozenset({"AC01", "AC04", "AC06", "AC13", "AG01", "MD01", "MD02", "MD07", "SL01"})
# Those with words of their own.
KNOWN_CODES = frozenset(
    {
        "AC01",
        "AC04",
        "AC06",
        "AC13",
        "AG01",
        "AG02",
        "AM04",
        "AM05",
        "FF01",
        "MD01",
        "MD02",
        "MD06",
        "MD07",
        "MS02",
        "MS03",
        "RC01",
        "RR04",
        "SL01",
    }
)


@dataclass(frozen=True, slots=True, eq=False)
class DebitRules:
    """The terms of direct debit, and the days on which banks do not settle.

    `lead` is how many days of settlement before the collection the bank of the debtor has it, `prepare` how many before
    that a batch is made; `pre_notification` is how long before he is told, `returnable` how long he can have it back
    without a reason, `returnable_unauthorised` where he never agreed. A mandate ends when nothing was collected by it
    for `mandate_lapses`.
    """

    lead: Dated[int]
    prepare: Dated[int]
    pre_notification: Dated[Term]
    returnable: Dated[Term]
    returnable_unauthorised: Dated[Term]
    mandate_lapses: Dated[Term]
    settling: Holidays

    def collect_on(self, due_on: date, day: date) -> date:
        """Return when a term is collected: on its day or the next that banks settle, as early as one can on `day`."""
        lead = self.lead.applied(day).value
        earliest = add_working_days(next_working_day(day, self.settling), lead, self.settling)
        return max(next_working_day(due_on, self.settling), earliest)

    def send_by(self, collect_on: date) -> date:
        """Return the last day on which the bank can be handed what is collected on a day."""
        return add_working_days(collect_on, -self.lead.applied(collect_on).value, self.settling)

    def prepare_from(self, send_by: date) -> date:
        """Return from when on a batch is made that is sent by a day."""
        return add_working_days(send_by, -self.prepare.applied(send_by).value, self.settling)

    def tell_by(self, collect_on: date) -> date:
        """Return the last day on which the debtor can be told of what is collected on a day, unless agreed shorter."""
        told = self.pre_notification.applied(collect_on).value
        return add(collect_on, told._replace(amount=-told.amount))

    def returnable_until(self, collected_on: date) -> date:
        """Return the last day on which a collection that was agreed to can go back."""
        return add(collected_on, self.returnable.applied(collected_on).value)

    def unauthorised_until(self, collected_on: date) -> date:
        """Return the last day on which a collection can go back that was never agreed to."""
        return add(collected_on, self.returnable_unauthorised.applied(collected_on).value)


class MandateState(StrEnum):
    """Whether anything can be collected by a mandate."""

    LIVE = "mandate_live"
    REVOKED = "mandate_revoked"
    USED = "mandate_used"
    LAPSED = "mandate_lapsed"


class Mandate(NamedTuple):
    """A mandate: `last_on` is the last collection by it, `one_off`: it is for one collection only."""

    signed_on: date
    one_off: bool = False
    last_on: date | None = None
    revoked_on: date | None = None

    def lapses_on(self, rules: DebitRules) -> date:
        """Return the first day on which nothing can be collected any more because nothing was for so long."""
        last = self.last_on or self.signed_on
        return add(last, rules.mandate_lapses.applied(last).value)

    def state(self, collect_on: date, rules: DebitRules) -> MandateState:
        """Return whether something can be collected by it on a day."""
        if self.revoked_on is not None:
            return MandateState.REVOKED
        if self.one_off and self.last_on is not None:
            return MandateState.USED
        return MandateState.LAPSED if self.lapses_on(rules) <= collect_on else MandateState.LIVE


class Told(NamedTuple):
    """The debtor was told on a day of a collection: when it is, and of how much."""

    told_on: date
    collect_on: date
    cents: Cents


def told_on(some: Iterable[Told], collect_on: date, cents: Cents) -> date | None:
    """Return when the debtor was first told of just this collection, None where he was not."""
    return min((one.told_on for one in some if (one.collect_on, one.cents) == (collect_on, cents)), default=None)


class Before(NamedTuple):
    """An earlier collection of a term: it stands, or came back with a code of the bank; perhaps by another mandate."""

    returned: bool
    code: str = ""
    by_another: bool = False


class Collectable(NamedTuple):
    """A term as it could be collected, with all that may be in the way.

    `rest` is what is still to be paid of it. `stopped_by` is the word for what forbids asking anything. `before` are
    the collections of it, those left out excepted. `foreign`: the arrangement covers claims of another entity too.
    """

    rest: Cents
    collect_on: date
    mandate: Mandate | None
    is_asked: bool = True
    stopped_by: str = ""
    held: bool = False
    disputed: bool = False
    dead: bool = False
    foreign: bool = False
    before: tuple[Before, ...] = ()


class WhyNot(StrEnum):
    """Why a term is not collected; beside these the states of a mandate."""

    PAID = "debit_paid"
    COLLECTED = "debit_collected"
    NOT_ASKED = "debit_not_asked"
    INSOLVENCY = "debit_insolvency"
    COUNSELLING = "debit_counselling"
    DEAD = "debit_dead"
    HELD = "debit_held"
    DISPUTED = "debit_disputed"
    FOREIGN = "debit_foreign"
    NO_MANDATE = "debit_no_mandate"
    CAME_BACK = "debit_came_back"


_STOPPED = {"insolvency": WhyNot.INSOLVENCY, "counselling": WhyNot.COUNSELLING, "estate": WhyNot.DEAD}


def why_not(term: Collectable, rules: DebitRules) -> str:
    """Return the word for why a term may not be collected, nothing where it may; the weightiest first."""
    checks = (
        (bool(term.stopped_by), _STOPPED.get(term.stopped_by, WhyNot.NOT_ASKED)),
        (term.dead, WhyNot.DEAD),
        (term.rest <= 0, WhyNot.PAID),
        (not term.is_asked, WhyNot.NOT_ASKED),
        (term.held, WhyNot.HELD),
        (term.disputed, WhyNot.DISPUTED),
        (any(not one.returned for one in term.before), WhyNot.COLLECTED),
        (not _may_again(term.before), WhyNot.CAME_BACK),
        (term.foreign, WhyNot.FOREIGN),
    )
    found = next((why for applies, why in checks if applies), None)
    if found is not None:
        return found
    if term.mandate is None:
        return WhyNot.NO_MANDATE
    state = term.mandate.state(term.collect_on, rules)
    return "" if state is MandateState.LIVE else state


def _may_again(before: Iterable[Before]) -> bool:
    """Tell whether a term may be collected: never yet, or once more after a return for lack of funds.

    What was wrong with a mandate is no matter for another one.
    """
    codes = [one.code for one in before if not (one.by_another and stops_mandate(one.code))]
    return len(codes) < MOST_ATTEMPTS and all(code in _AGAIN for code in codes)


def stops_mandate(code: str) -> bool:
    """Tell whether nothing more is collected by a mandate after a return with a code."""
    return code in _STOPS


def word_of(code: str) -> str:
    """Return the word for a code of a bank: why something came back."""
    return f"debit_{code.lower()}" if code in KNOWN_CODES else "debit_code_unknown"


class DebitLine(NamedTuple):
    """A collection as the bank gets it: under which name, from whose account, by which mandate, with which words."""

    end_to_end: str
    cents: Cents
    collect_on: date
    one_off: bool
    mandate: str
    signed_on: date
    name: str
    iban: str
    text: str


class DebitFile(NamedTuple):
    """What a file for the bank says: its name, who collects and where to, and the collections in their order."""

    message: str
    made_on: date
    name: str
    identifier: str
    iban: str
    bic: str
    lines: tuple[DebitLine, ...]

    @property
    def total(self) -> Cents:
        """The sum of all collections."""
        return Cents(sum(line.cents for line in self.lines))


def message_name(made_on: date, number: int) -> str:
    """Return by what the bank knows a file."""
    return f"CB{made_on:%Y%m%d}-{number}"


def message_in(text: str) -> str:
    """Return the name of the file that the bank means by a text: of all or a part of it; empty where it means none."""
    found = _MESSAGE.fullmatch(text)
    return found[1] if found else ""


def part_name(message: str, collect_on: date, *, one_off: bool) -> str:
    """Return by what the bank knows the collections of one day in a file; it may report them as one amount."""
    return f"{message}-{collect_on:%m%d}{'O' if one_off else 'R'}"


def is_reference(text: str) -> bool:
    """Tell whether banks pass a text on as a reference."""
    fits = 0 < len(text) <= LONGEST_REFERENCE and _SIGNS.issuperset(text)
    return fits and text == text.strip() and not text.startswith("/") and not text.endswith("/") and "//" not in text
