"""What the lives of proceedings share: a debtor in one, and what is seen of him while it runs."""

from datetime import date
from typing import Any, NamedTuple

from casebook.domain.insolvency.dues import DateKind
from casebook.domain.insolvency.facts import ACTING, EndKind, EventKind, Kind, Source
from casebook.domain.insolvency.rules import Effect
from casebook.domain.insolvency.standing import Stage
from casebook.domain.money import Cents
from casebook.jobs import daily
from casebook.store.actions.filings import FileClaims
from casebook.store.actions.insolvencies import AnnulInsolvency, ConvertInsolvency, EndInsolvency, RecordInsolvency
from casebook.store.actions.insolvency_events import RecordInsolvencyEvent
from casebook.store.actions.insolvency_people import Appointed
from casebook.store.actions.unwinding import UnwindInsolvency
from casebook.store.models.parties import PartyKind
from casebook.store.queries import insolvencies
from casebook.store.queries.insolvencies import InsolvencyCard
from casebook.store.verify import verify
from tests.trials.office import HOME, Office

JUDGED = date(2026, 11, 10)


class Life(NamedTuple):
    """A debtor with a case, and the proceeding he is in."""

    office: Office
    debtor: int
    case: int
    id: int

    @property
    def card(self) -> InsolvencyCard:
        found = insolvencies.card(self.office.database, self.id)
        assert found is not None
        return found

    @property
    def stage(self) -> Stage:
        return self.card.standing.stage

    @property
    def seen(self) -> tuple[int, int]:
        return self.id, self.card.row.version

    @property
    def tracks(self) -> list[str]:
        query = "SELECT kind FROM track WHERE case_id = ? AND closed_on IS NULL ORDER BY kind"
        return [kind for (kind,) in self.office.database.fetch(query, (self.case,))]

    @property
    def ends(self) -> list[tuple[str, str | None]]:
        """How the clock of each claim stands, and until when it is safe."""
        query = "SELECT state, safe_until FROM clock_now WHERE clock = 'principal' ORDER BY claim_id"
        return [(state, until and str(until)) for state, until in self.office.database.fetch(query)]

    @property
    def frozen(self) -> str:
        """Since when interest stands still on the claim."""
        return str(self.office.database.value("SELECT interest_frozen_on FROM claim WHERE case_id = ?", (self.case,)))

    @property
    def effect(self) -> Effect | None:
        """What the end does to the claim."""
        outcome = self.card.standing.outcome
        return outcome.effect if outcome else None

    def due(self, kind: DateKind) -> date | None:
        found = self.card.standing.due(kind)
        return found.on if found else None

    def sound(self) -> None:
        assert list(verify(self.office.database, self.office.day)) == []

    def happened(self, kind: EventKind, on: date | None = None, until: date | None = None) -> None:
        self.office.act(RecordInsolvencyEvent(self.id, kind, on or self.office.day, until))

    def unwind(self) -> None:
        self.office.act(UnwindInsolvency(*self.seen, "opening"))

    def file(self) -> None:
        self.office.act(FileClaims(self.id, self.case, self.office.day))

    def convert(self, kind: Kind, number: str = "", until: date | None = None) -> "Life":
        command = ConvertInsolvency(*self.seen, self.office.day, kind, number, until_on=until)
        return self._replace(id=self.office.act(command))

    def end(self, how: EndKind) -> None:
        self.office.act(EndInsolvency(*self.seen, self.office.day, how))

    def annul(self) -> None:
        self.office.act(AnnulInsolvency(*self.seen, self.office.day, EndKind.ANNULLED, "hoger beroep"))

    def says(self, *texts: str) -> bool:
        """Say whether all texts are in what asks for work in the case."""
        told = " | ".join(self.office.signals(self.case))
        return all(text in told for text in texts)


def on(office: Office, day: date) -> None:
    """Let the office be at a day, with the nightly pass of that day."""
    office.day = day
    daily.run(office.database, day, workers=1)


def opened(office: Office, party: PartyKind, due_on: date = date(2026, 8, 1), cents: int = 1_000_00) -> Life:
    """Return a case with a claim of a debtor who is in no proceeding yet."""
    debtor = office.party("Van Dam", party)
    case = office.case(debtor)
    office.claim(case, "F-1", Cents(cents), due_on)
    return Life(office, debtor, case, 0)


def began(of: Life, kind: Kind, number: str = "", **more: Any) -> Life:
    """Let a letter tell that a proceeding began."""
    known_on = of.office.day
    facts: dict[str, Any] = {"persons": (Appointed(ACTING[kind], "mr. X. Optreder", place=HOME),)} | more
    command = RecordInsolvency(of.debtor, kind, known_on, Source.LETTER, number=number, **facts)
    return of._replace(id=of.office.act(command))
