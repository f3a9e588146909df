"""The claims of a case: of each what is open, how long it is safe, and what to remark."""

from collections.abc import Iterator
from typing import NamedTuple

from casebook import format as form
from casebook.domain.signals.clock_state import ClockState
from casebook.store.database import Database
from casebook.store.queries import claim_about, claims
from casebook.store.queries.claim_about import ClaimAbout
from casebook.store.queries.claims import ClaimRow
from casebook.store.queries.listing import Page
from casebook.ui.case_tabs.claim_page import claim_lines, read_claim
from casebook.ui.case_tabs.tab import Beside, ListTab, Opened
from casebook.ui.case_tabs.telling import day, day_width, state_word
from casebook.ui.clock import STYLES
from casebook.ui.desk import Desk
from casebook.ui.widgets.columns import Column
from casebook.ui.widgets.source import Windows
from casebook.ui.widgets.windowed_list import Shape

# A clock that runs is told by its day alone.
_BY_DAY = (ClockState.RUNNING, ClockState.RELIED_ON)


class ClaimLine(NamedTuple):
    """A line of the list."""

    claim: ClaimRow
    about: ClaimAbout


class ClaimsTab(ListTab[ClaimLine]):
    """The claims as a list, the oldest last day of payment first."""

    NAME = "claims"
    KEY = "case.money"

    def shape(self) -> Shape[ClaimLine]:
        """Return the columns of the claims."""
        desk, days = self.desk, day_width(self.desk)
        return Shape(
            (
                Column("claim_list.number", 12, lambda row: row.claim.number, share=1),
                Column("claim_list.due", days, lambda row: day(row.claim.due_on, desk)),
                Column("claim_list.principal", 12, lambda row: _principal(row.claim, desk), right=True, spare=1),
                Column("claim_list.open", 12, lambda row: _open(row, desk), right=True),
                Column("claim_list.safe", 17, lambda row: _safe(row, desk), style=_style),
                Column("claim_list.remarks", 16, lambda row: ", ".join(remarks(row, desk)), share=2, style=_remarked),
                Column("claim_list.creditor", 12, lambda row: row.claim.creditor, share=1, spare=2),
                Column("claim_list.kind", 12, lambda row: desk.say(f"word.{row.claim.kind}"), share=1, spare=3),
                Column("claim_list.invoice", days, lambda row: day(row.claim.invoice_on, desk), spare=4),
            ),
            lambda row: row.claim.claim_id,
            "claim_list.empty",
        )

    def windows(self) -> Windows[ClaimLine]:
        """Return the claims with what is said of each."""
        today = self.desk.day

        def join(database: Database, page: Page[ClaimRow]) -> list[ClaimLine]:
            about = claim_about.about(database, page, today)
            return [ClaimLine(row, about[row.claim_id]) for row in page.rows]

        return Beside(claims.claims(self.case_id), join, lambda row: row.claim)

    async def opened(self, row: ClaimLine) -> Opened:
        """Return the page about a claim."""
        desk = self.desk
        found = await desk.read(read_claim, row.claim, desk.day)
        heading = desk.say("claim_page.heading", number=row.claim.number, creditor=row.claim.creditor)
        return Opened(heading, claim_lines(row.claim, found, remarks(row, desk), desk))


def remarks(row: ClaimLine, desk: Desk) -> list[str]:
    """Return what is out of the ordinary about a claim, each in a word or two."""
    return [desk.say(f"claim_list.{name}", **parameters) for name, parameters in _remarks(row.claim, row.about)]


def _remarks(claim: ClaimRow, about: ClaimAbout) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield what there is to remark as the end of a code and its parameters."""
    told: tuple[tuple[str, bool, dict[str, object]], ...] = (
        ("ended", claim.ended_on is not None, {"on": claim.ended_on}),
        ("not_pursued", claim.not_pursued, {}),
        ("title_of", about.title_of is not None, {"number": about.title_of}),
        ("has_title", about.has_title, {}),
        ("main", about.main is not None, {"number": about.main}),
        ("guaranteed", about.guaranteed, {}),
        ("placed", claim.placed, {}),
        *_held(about),
        ("frozen", about.frozen_on is not None, {"on": about.frozen_on}),
        ("foreign", claim.foreign_cents is not None, {"currency": claim.currency}),
        ("law", claim.law != "NL", {"country": claim.law}),
    )
    return ((name, parameters) for name, holds, parameters in told if holds)


def _held(about: ClaimAbout) -> Iterator[tuple[str, bool, dict[str, object]]]:
    if about.held is not None:
        until = about.held.until_on
        yield ("held", True, {}) if until is None else ("held_until", True, {"until": until})


def _principal(claim: ClaimRow, desk: Desk) -> str:
    if claim.foreign_cents is not None:
        return f"{claim.currency} {form.amount(claim.foreign_cents, desk.language)}"
    return form.amount(claim.principal_cents, desk.language)


def _open(row: ClaimLine, desk: Desk) -> str:
    if row.claim.foreign_cents is not None:
        return _principal(row.claim, desk)
    return form.amount(row.about.open.total, desk.language)


def _safe(row: ClaimLine, desk: Desk) -> str:
    state, until = row.about.state, row.about.safe_until
    if state is None:
        return ""
    return day(until, desk) if state in _BY_DAY and until is not None else state_word(state, desk)


def _style(row: ClaimLine) -> str:
    return STYLES.get(row.about.state, "") if row.about.state is not None else ""


def _remarked(row: ClaimLine) -> str:
    return "quiet" if row.claim.ended_on is not None or row.claim.not_pursued else ""
