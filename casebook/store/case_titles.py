"""The titles in a case: a judgment takes the place of a claim, whose money stays in its own ledger."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.limitation.clocks import ClockKey, ClockKind
from casebook.store.case_facts import ClaimsRecord
from casebook.store.case_rows import ClaimRow, EventRow

# The kinds of claim that are titles.
TITLES = ("judgment", "judgment_periodic", "settlement_record", "verified_in_bankruptcy")
# What lasts may have begun before the judgment.
_LASTING = ("insolvency", "extension")


class Title(NamedTuple):
    """A title that took the place of a claim, the day it was given if that is known, and against whom it is."""

    claim_id: int
    given_on: date | None
    debtors: frozenset[str]

    def key(self, debtor: str) -> ClockKey:
        """Return the clock of the title against a debtor."""
        return ClockKey(str(self.claim_id), ClockKind.TITLE, debtor)

    def concerns(self, event: EventRow) -> bool:
        """Tell whether what happened to the claim happened to the title: not what was before the judgment."""
        since = self.given_on or date.min
        return event.kind in _LASTING or (event.on_day or date.max) >= since


class Titles:
    """The living titles of a case by the claim that each took the place of."""

    def __init__(self, record: ClaimsRecord) -> None:
        self._of: dict[int, list[Title]] = {}
        self._original: dict[int, ClaimRow] = {}
        titles = [claim for claim in record.claims if claim.title_of_id is not None and _is_living(claim)]
        if not titles:
            return
        claims = {claim.id: claim for claim in record.claims}
        for claim in titles:
            assert claim.title_of_id is not None
            if claim.title_of_id in claims:
                self._original[claim.id] = claims[claim.title_of_id]
                self._of.setdefault(claim.title_of_id, []).append(_title(record, claim))

    def original(self, claim_id: int) -> ClaimRow | None:
        """Return the claim that a title took the place of."""
        return self._original.get(claim_id)

    def first(self, claim_id: int) -> int:
        """Return the claim that it all began with: the one itself where it took the place of none."""
        while (original := self._original.get(claim_id)) is not None:
            claim_id = original.id
        return claim_id

    def against(self, claim_id: int, debtor: str) -> Title | None:
        """Return the title that took the place of a claim against a debtor."""
        return next((title for title in self._of.get(claim_id, ()) if debtor in title.debtors), None)

    def with_titles(self, claim_id: int, event: EventRow) -> Iterator[str]:
        """Yield the claim that an event is about, and the titles that it therefore is about too."""
        yield str(claim_id)
        titles: Sequence[Title] = self._of.get(claim_id, ())
        yield from (str(title.claim_id) for title in titles if title.concerns(event))


def _is_living(claim: ClaimRow) -> bool:
    return claim.kind in TITLES and claim.ended_on is None and not claim.not_pursued


def _title(record: ClaimsRecord, claim: ClaimRow) -> Title:
    named = [one for one in record.titled if one.claim_id == claim.id]
    beside = {str(liable.party_id) for liable in record.liable if liable.claim_id == claim.id}
    if named:
        return Title(claim.id, named[0].given_on, frozenset({*beside, *(str(one.party_id) for one in named)}))
    given_on = next((row.on_day for row in record.days if (row.claim_id, row.name) == (claim.id, "judged_on")), None)
    return Title(claim.id, given_on, frozenset({str(record.case.debtor_id), *beside}))
