"""The past of an office: every kind comes in once, in any order, and says why where it cannot."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from casebook.errors import Refused
from casebook.exchange.history import KINDS
from casebook.exchange.profile import KindRule
from casebook.jobs import history, receivables
from casebook.jobs.import_report import Report
from casebook.jobs.importing import Import, Options
from casebook.paths import sample_data
from casebook.store import history as writing
from casebook.store.actions.liabilities import EndLiability
from casebook.store.actions.proposals import AcceptProposal
from casebook.store.database import Database
from casebook.store.perform import perform
from casebook.store.transaction import Actor
from casebook.store.verify import verify

TODAY = date(2026, 11, 21)
OFFICE = sample_data() / "office"
PLAIN, STRICT = Options(), Options(strict=True)
# Who there is before what happened to them.
ORDER = ("parties", "titles", "events", "insolvencies", "payments", "contacts", "assignments", "vat", "securities")

LIST = (
    "Administratie;Debiteurnummer;Naam;Factuurnummer;Factuurdatum;Vervaldatum;Factuurbedrag;Openstaand;Voldaan op"
    ";Valuta"
)
HEADS = {
    "events": "Administratie;Debiteurnummer;Factuurnummer;Soort;Datum;Bewijs",
    "payments": "Administratie;Debiteurnummer;Factuurnummer;Datum;Bedrag;Genoemde facturen;Bron",
    "parties": "Administratie;Debiteurnummer;Naam;KvK-nummer;Verhouding;Bij debiteur;Rol;Maximum",
    "contacts": "Administratie;Debiteurnummer;Datum;Kanaal;Uitkomst",
    "titles": "Administratie;Debiteurnummer;Factuurnummers;Zaaknummer;Vonnisdatum;Betekend op;Kosten",
    "insolvencies": "Administratie;Debiteurnummer;Regeling;Van;Tot;Curator of bewindvoerder",
    "assignments": "Administratie;Factuurnummer;Nieuwe schuldeiser;Datum;Meegedeeld op",
    "plans": "Administratie;Factuurnummers;Debiteurnummer;Akkoord op;Ritme;Eerste termijn;Totaal;Termijnbedrag"
    ";Aantal termijnen;Rente",
    "placements": "Administratie;Debiteurnummer;Factuurnummers;Incassobureau;Bewaakt door;Uit handen op;Laatste bericht"
    ";Geëindigd op;Reden einde",
    "securities": "Administratie;Debiteurnummer;Soort;Omschrijving;Factuurnummers;Waarde;Waarde op;Rang;Loopt af op"
    ";Ingeroepen op",
}


class Office:
    """An office whose lists and past are brought in from rows."""

    def __init__(self, database: Database, actor: Actor, folder: Path) -> None:
        self.database, self.actor, self._folder = database, actor, folder

    def owed(self, *rows: str) -> Report:
        """Bring in a list of: number of the debtor, his name, invoice, day due, amount, open, settled on."""
        listed = []
        for row in rows:
            debtor, name, number, due_on, amount, left, settled_on = row.split(";")
            listed.append(f"A;{debtor};{name};{number};{due_on};{due_on};{amount};{left};{settled_on};EUR")
        file = self._write("list.csv", LIST, listed, "cp1252")
        profile = receivables.load_profile(self.database, "open-items-nl")
        assert profile.receivables is not None
        profile = replace(profile, receivables=replace(profile.receivables, kinds=(KindRule("contract", "Koop"),)))
        return receivables.run(Import(self.database, self.actor, TODAY, file, profile, Options(confirm=True)))

    def past(self, kind: str, *rows: str, options: Options = PLAIN) -> Report:
        return self.run(kind, self._write(f"{kind}.csv", HEADS[kind], rows, "utf-8"), options)

    def run(self, kind: str, file: Path, options: Options = PLAIN) -> Report:
        profile = receivables.load_profile(self.database, "history-nl")
        return history.run(Import(self.database, self.actor, TODAY, file, profile, options), kind)

    def sample(self, kinds: Sequence[str] = ORDER) -> dict[str, Report]:
        profile = receivables.load_profile(self.database, str(OFFICE / "receivables.toml"))
        receivables.run(Import(self.database, self.actor, TODAY, OFFICE / "receivables.csv", profile, STRICT))
        return {kind: self.run(kind, OFFICE / f"{kind}.csv") for kind in kinds}

    def rows(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        return self.database.fetch(sql, parameters)

    def open(self, number: str) -> int:
        sql = (
            "SELECT CAST(sum(cents) AS BIGINT) FROM ledger_entry e JOIN claim k ON k.id = e.claim_id WHERE k.number = ?"
        )
        return int(self.database.value(sql, (number,)))

    def clock(self, number: str, name: str, kind: str = "principal") -> tuple[str, str | None, str | None, int]:
        sql = """
            SELECT n.state, n.safe_until, n.claimed_until, n.open_cents
            FROM clock_now n JOIN claim k ON k.id = n.claim_id JOIN party p ON p.id = n.debtor_id
            WHERE k.number = ? AND p.name = ? AND n.clock = ?
        """
        ((state, safe_until, claimed_until, cents),) = self.rows(sql, number, name, kind)
        return state, _text(safe_until), _text(claimed_until), cents

    def waiting(self) -> list[tuple[Any, ...]]:
        return self.rows("SELECT code, cents FROM proposal WHERE state = 'proposed' ORDER BY id")

    def is_sound(self) -> bool:
        return list(verify(self.database, TODAY)) == []

    def _write(self, name: str, head: str, rows: Sequence[str], encoding: str) -> Path:
        file = self._folder / name
        file.write_text("\n".join([head, *rows, ""]), encoding)
        return file


def _text(day: date | str | None) -> str | None:
    return str(day) if day else None


TABLES = [
    "party",
    "address",
    "contact_point",
    "liability",
    "representation",
    "claim",
    "claim_day",
    "limitation_event",
    "reach",
    "payment",
    "ledger_entry",
    "allocation",
    "contact",
    "assignment",
    "track",
    "imported_record",
]


def counts(office: Office) -> dict[str, int]:
    return {name: office.database.value(f"SELECT count(*) FROM {name}") for name in TABLES}


def codes(report: Report) -> list[str]:
    return [reason.code for reason in report.reasons]


@pytest.fixture
def office(database: Database, actor: Actor, tmp_path: Path) -> Office:
    return Office(database, actor, tmp_path)


@pytest.fixture
def small(office: Office) -> Office:
    """An office with two debtors and three claims."""
    office.owed(
        "100;De Molen;F1;01-03-2026;1.240,00;1.240,00;",
        "100;De Molen;F2;01-04-2026;100,00;100,00;",
        "200;De Gans;G1;01-05-2026;500,00;500,00;",
    )
    return office


def test_the_sample_office_comes_in_once_without_a_reason(office: Office) -> None:
    reports = office.sample()
    # No arrangement of the sample office is older than the office itself, and no placement.
    assert set(reports) == {*KINDS} - {"plans", "placements"}
    assert {kind: (report.items - report.added, report.reasons) for kind, report in reports.items()} == {
        kind: (0, []) for kind in ORDER
    }
    assert office.is_sound()
    before = counts(office)
    for kind in ORDER:
        again = office.run(kind, OFFICE / f"{kind}.csv")
        assert (again.added, again.unchanged, again.reasons) == (0, reports[kind].added, [])
    assert counts(office) == before


# Per claim: against whom, which clock, and how it stands: state, safe and claimed end, and what it guards.
CLOCKS = [
    # T6: the letter reached only the vof, which is bankrupt since; the partners owe it beside the vof.
    ("MB2022-00341", "Vof De Waard", "principal", ("running", "2031-11-10", "2031-11-10", 846025)),
    ("MB2022-00341", "A. de Waard", "principal", ("running", "2027-12-15", "2031-11-10", 846025)),
    ("MB2022-00341", "B. Hazelaar", "principal", ("running", "2027-12-15", "2031-11-10", 846025)),
    # T12: letters by ordinary post count for the claimed end only.
    ("E24-104220", "W.F. Bloemsma", "principal", ("running", "2026-12-20", "2027-06-10", 84700)),
    # A judgment of 2012, with enforcement: its own clock guards claim and costs, the clock of the claim is quiet.
    # That it was final from August on is no appeal, after which it would run (BW 3:324 lid 2).
    ("C/99/12-994", "K. Kowalczyk", "title", ("running", "2032-05-16", "2032-05-16", 168860)),
    ("E11-104508", "K. Kowalczyk", "principal", ("stopped", "2013-02-01", "2013-02-01", 0)),
    ("E11-104508", "K. Kowalczyk", "interest", ("running", "2026-11-21", "2026-11-21", 138410)),
    # A judgment that was taken over is itself the claim.
    ("2022.00600", "Rioolservice Hogenes", "title", ("running", "2042-05-04", "2042-05-04", 187420)),
    # Terms that do not begin on the due date: damage known, paid without ground, loans, a verified claim, carriage.
    ("2024.00531", "Sloopwerken Bruinslot B.V.", "principal", ("running", "2029-09-02", "2029-09-02", 287500)),
    ("E23-104383", "S. Abdi", "principal", ("running", "2028-03-10", "2028-03-10", 41820)),
    ("MB2024-00449", "Meelfinanciering Duinkerk B.V.", "principal", ("running", "2030-01-20", "2030-01-20", 2500000)),
    ("MB2019-00671", "Banketgroep Hogenes B.V.", "title", ("running", "2040-02-11", "2040-02-11", 912040)),
    ("MB2025-00493", "Wegtransport Veldmaat B.V.", "principal", ("running", "2026-12-08", "2026-12-08", 318400)),
    # Belgian law: no answer.
    ("MB2026-00615", "Boulangerie Vieux Moulin SRL", "principal", ("abstained", None, None, 241000)),
]


def test_clocks_of_the_sample_office(office: Office) -> None:
    office.sample()
    found = [(number, name, kind, office.clock(number, name, kind)) for number, name, kind, _ in CLOCKS]
    assert found == CLOCKS


def test_who_there_is_does_not_depend_on_the_order_of_the_files(office: Office, databases: Any, tmp_path: Path) -> None:
    office.sample(("parties", "insolvencies"))
    from tests.store.book import office as made

    other = databases.empty()
    turned = Office(other, made(other), tmp_path)
    turned.sample(("insolvencies", "parties"))
    assert counts(office) == counts(turned)


def test_a_title_owes_nothing_twice(small: Office) -> None:
    small.past("titles", "A;100;F1,F2;C/1;01-09-2026;15-09-2026;300,00")
    assert small.rows("SELECT number, title_of_id, principal_cents FROM claim WHERE kind = 'judgment' ORDER BY id") == [
        ("C/1", 1, 0),
        ("C/1", 2, 0),
    ]
    assert (small.open("F1"), small.open("F2"), small.open("C/1")) == (124000, 10000, 30000)
    guarded = small.rows("SELECT open_cents FROM clock_now WHERE clock = 'title' ORDER BY claim_id")
    assert guarded == [(154000,), (10000,)]
    assert {small.clock(number, "De Molen")[0] for number in ("F1", "F2")} == {"stopped"}
    assert small.rows("SELECT kind FROM track") == [("court",)]
    assert small.rows("SELECT kind, number FROM title") == [("judgment", "C/1")]
    assert small.rows("SELECT kind FROM court_event ORDER BY id") == [("given",), ("elsewhere",)]
    assert small.rows("SELECT kind, origin FROM limitation_event") == [("service", "title")]


def test_what_lies_with_an_agency_is_placed_once_and_guarded_by_who_the_file_says(small: Office) -> None:
    lies = "A;100;F1;Incasso Noord;bureau;01-07-2026;20-08-2026;;"
    assert small.past("placements", lies).added == 1
    assert small.past("placements", lies).unchanged == 1
    came_back = "A;100;F2;Incasso Noord;wij;01-03-2026;;01-06-2026;geen verhaal"
    small.past("placements", came_back)
    assert small.rows("SELECT count(*) FROM agency") == [(1,)]
    assert small.rows("SELECT guard, ended_on IS NULL FROM placement ORDER BY id") == [("agency", 1), ("us", 0)]
    assert small.rows("SELECT number, placed FROM claim ORDER BY id LIMIT 2") == [("F1", 1), ("F2", 0)]


PLAN = "A;F1,F2;;01-06-2026;maand;30-06-2026;1.300,00;;5;staat stil"


def test_an_arrangement_that_runs_comes_in_with_its_terms(small: Office) -> None:
    small.past("payments", "A;100;F1;01-07-2026;260,00;;bank")
    assert small.past("plans", PLAN).added == 1
    terms = small.rows("SELECT due_on, cents FROM instalment ORDER BY number")
    assert [(str(on), cents) for on, cents in terms] == [
        ("2026-06-30", 26000),
        ("2026-07-30", 26000),
        ("2026-08-30", 26000),
        ("2026-09-30", 26000),
        ("2026-10-30", 26000),
    ]
    assert small.rows("SELECT kind FROM track") == [("arrangement",)]
    columns = "SELECT number, interest_frozen_on FROM claim WHERE number IN ('F1', 'F2') ORDER BY number"
    frozen = small.rows(columns)
    assert [(number, str(on)) for number, on in frozen] == [("F1", "2026-06-01"), ("F2", "2026-06-01")]
    events = "SELECT e.kind, r.claim_id FROM limitation_event e JOIN reach r ON r.event_id = e.id ORDER BY r.id"
    assert small.rows(events) == [("part_payment", 1), ("acknowledgement", 1), ("acknowledgement", 2)]
    assert small.past("plans", PLAN).unchanged == 1
    again = small.past("plans", "A;F2;;02-06-2026;week;30-06-2026;;10,00;4;")
    assert [reason.code for reason in again.reasons] == ["import.history.plan_known"]
    assert small.past("plans", "A;F2,G1;;01-06-2026;maand;30-06-2026;;10,00;4;").reasons[0].code == (
        "import.history.plan_cases"
    )
    assert small.is_sound()


def test_two_payments_that_are_alike_are_two(small: Office) -> None:
    row = "A;100;F1;02-06-2026;30,00;;bank"
    assert small.past("payments", row, row).added == 2
    assert small.open("F1") == 118000
    again = small.past("payments", row, row)
    assert (again.added, again.unchanged) == (0, 2)
    assert small.past("payments", row, row, row).added == 1
    assert small.open("F1") == 115000


def test_what_does_not_fit_stays_unallocated(small: Office) -> None:
    small.past(
        "payments", "A;100;F2;02-06-2026;130,00;;bank", "A;200;;03-06-2026;20,00;;", "A;200;;04-06-2026;9,00;G1,X;"
    )
    assert (small.open("F1"), small.open("F2"), small.open("G1")) == (124000, 0, 49100)
    nowhere = (
        "SELECT a.cents, p.source FROM allocation a JOIN payment p ON p.id = a.payment_id WHERE a.entry_id IS NULL"
    )
    assert small.rows(f"{nowhere} ORDER BY a.id") == [(3000, "bank"), (2000, "history")]
    assert small.is_sound()


OPEN, SETTLED = (
    "100;De Molen;7001;01-10-2026;1.240,00;1.240,00;",
    "100;De Molen;7001;01-10-2026;1.240,00;0,00;18-11-2026",
)
PART = "100;De Molen;7001;01-10-2026;1.240,00;840,00;"
PAID = "A;100;7001;18-11-2026;1.240,00;;bank"


@pytest.mark.parametrize("order", ["list first", "payment first", "accepted first"])
def test_list_and_past_tell_the_same_receipt(office: Office, order: str) -> None:
    office.owed(OPEN)
    if order == "payment first":
        assert office.past("payments", PAID).added == 1
    office.owed(SETTLED)
    if order == "accepted first":
        ((id_, version),) = office.rows("SELECT id, version FROM proposal")
        perform(
            office.database, office.actor, TODAY, AcceptProposal(id_, version, "geen afschriften", without_bank=True)
        )
    if order != "payment first":
        report = office.past("payments", PAID)
        known = order == "accepted first"
        assert (report.added, report.skipped) == ((0, 1) if known else (1, 0))
        assert office.past("payments", PAID).unchanged == 1
    assert office.rows("SELECT cents FROM payment") == [(124000,)]
    assert office.open("7001") == 0
    assert office.waiting() == []
    assert office.is_sound()


def test_a_proposal_asks_only_for_what_is_not_known(office: Office) -> None:
    office.owed(PART)
    office.past("payments", "A;100;7001;18-11-2026;150,00;;bank")
    ((id_, version),) = office.rows("SELECT id, version FROM proposal WHERE state = 'proposed'")
    perform(office.database, office.actor, TODAY, AcceptProposal(id_, version, "geen afschriften", without_bank=True))
    assert office.rows("SELECT cents FROM payment ORDER BY id") == [(15000,), (25000,)]
    assert office.open("7001") == 84000


def test_a_proposal_is_settled_by_payments_of_the_same_amount(office: Office) -> None:
    office.owed(PART)
    for cents, waiting in (("150,00", 1), ("250,00", 0)):
        office.past("payments", f"A;100;7001;18-11-2026;{cents};;bank")
        assert len(office.waiting()) == waiting


def test_an_event_ends_that_history_is_missing(office: Office) -> None:
    office.owed("100;De Molen;F1;01-03-2016;80,00;80,00;", "100;De Molen;F2;01-03-2016;80,00;80,00;")
    assert office.clock("F1", "De Molen")[0] == "history_missing"
    office.past("events", "A;100;F1;stuitingsbrief;01-02-2020;gesteld")
    assert office.clock("F1", "De Molen")[0] == "possibly_lapsed"
    office.past("events", "A;100;F1;erkenning;02-02-2020;bewezen", "A;100;;erkenning;02-02-2022;bewezen")
    assert office.clock("F1", "De Molen") == ("running", "2027-02-02", "2027-02-02", 8000)
    # The second names no claim, and came when the other one had lapsed.
    assert office.clock("F2", "De Molen")[:2] == ("possibly_lapsed", "2021-03-01")


REASONS = [
    ("events", "A;;X9;stuitingsbrief;01-06-2026;", "import.history.no_claim"),
    ("events", "B;;F1;stuitingsbrief;01-06-2026;", "import.history.no_claim"),
    ("events", "A;999;;stuitingsbrief;01-06-2026;", "import.history.no_debtor"),
    ("events", "A;200;F1;stuitingsbrief;01-06-2026;", "import.history.not_liable"),
    ("events", "A;100;F1;stuitingsbrief;22-11-2026;", "given.day_ahead"),
    ("payments", "A;;X9;01-06-2026;10,00;;", "import.history.no_claim"),
    ("payments", "A;100;F1;22-11-2026;10,00;;", "given.day_ahead"),
    ("parties", "B;R1;Borg;;;;;", "import.history.no_creditor"),
    ("parties", "A;R1;Borg;;borg;999;;100,00", "import.history.no_debtor"),
    ("parties", "A;R1;Borg;;borg;R2;;100,00", "import.history.no_debtor"),
    ("contacts", "A;999;01-06-2026;telefoon;informed", "import.history.no_debtor"),
    ("contacts", "A;100;01-06-2026;telefoon;", "import.history.no_outcome"),
    ("titles", "A;100;F1,X9;;01-09-2026;;", "import.history.no_claim"),
    ("titles", "A;200;F1;;01-09-2026;;", "import.history.title_debtor"),
    ("insolvencies", "A;999;faillissement;01-06-2026;;", "import.history.no_debtor"),
    ("assignments", "A;X9;Factor;01-06-2026;", "import.history.no_claim"),
    ("plans", "A;X9;;01-06-2026;maand;01-07-2026;;50,00;6;", "import.history.no_claim"),
    ("plans", "A;F1;200;01-06-2026;maand;01-07-2026;;50,00;6;", "import.history.not_liable"),
    ("plans", "A;F1;;22-11-2026;maand;01-12-2026;;50,00;6;", "given.day_ahead"),
    ("plans", "A;F1;;01-06-2026;maand;01-07-2026;100,00;90,00;6;", "plan.too_many_terms"),
    ("placements", "A;100;F9;Incasso Noord;wij;01-03-2026;;;", "import.history.no_claim"),
    ("placements", "A;200;F1;Incasso Noord;wij;01-03-2026;;;", "import.history.title_debtor"),
    ("securities", "A;999;pandrecht;voorraad;;;;;;", "import.history.no_debtor"),
    ("securities", "A;200;pandrecht;voorraad;F1;;;;;", "security.other_claim"),
    ("securities", "A;100;bankgarantie;ING;;10,00;01-06-2026;;;", "security.no_expiry"),
]


def test_what_names_nothing_there_is_left_out_with_its_reason(small: Office) -> None:
    before = counts(small)
    found = [(kind, row, *codes(small.past(kind, row))) for kind, row, _ in REASONS]
    assert found == REASONS
    assert counts(small) == before


def test_what_was_left_out_comes_in_when_it_can(small: Office) -> None:
    rows = ["A;100;F1;stuitingsbrief;01-06-2026;", "A;300;H1;stuitingsbrief;01-06-2026;"]
    assert small.past("events", *rows).added == 1
    small.owed("300;De Haan;H1;01-05-2026;500,00;500,00;")
    report = small.past("events", *rows)
    assert (report.added, report.unchanged, report.refused) == (1, 1, 0)


def test_trying_out_and_strict_write_nothing(small: Office) -> None:
    rows = ["A;100;F1;stuitingsbrief;01-06-2026;", "A;100;X9;stuitingsbrief;01-06-2026;"]
    before = counts(small)
    report = small.past("events", *rows, options=Options(dry_run=True))
    assert (report.items, report.added, codes(report)) == (1, 1, ["import.history.no_claim"])
    with pytest.raises(Refused, match=r"import\.strict"):
        small.past("events", *rows, options=STRICT)
    assert counts(small) == before


@pytest.mark.parametrize("kind", ["parties", "events", "payments"])
def test_a_run_that_was_killed_is_finished_by_running_it_again(
    office: Office, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.sample(ORDER[: ORDER.index(kind)])
    monkeypatch.setattr(history, "CHUNK", 10)
    write, calls = writing.write, iter(range(100))

    def killed(*arguments: Any) -> Any:
        if next(calls) == 1:
            raise KeyboardInterrupt
        return write(*arguments)

    monkeypatch.setattr(writing, "write", killed)
    with pytest.raises(KeyboardInterrupt):
        office.run(kind, OFFICE / f"{kind}.csv")
    assert office.rows("SELECT state FROM import_run WHERE kind = ?", kind) == [("running",)]
    report = office.run(kind, OFFICE / f"{kind}.csv")
    assert (report.unchanged, report.added, report.reasons) == (10, report.items - 10, [])
    assert office.rows("SELECT state FROM import_run WHERE kind = ?", kind) == [("done",)]
    assert office.is_sound()


def test_a_representative_is_one_party_where_his_number_says_so(small: Office) -> None:
    small.past(
        "parties",
        "A;R1;mr. Vos;00012345;vertegenwoordiger;100;curator;",
        "A;R2;mr. Vos;00012345;vertegenwoordiger;200;curator;",
        "A;R3;mr. Vos;;vertegenwoordiger;200;advocaat;",
    )
    numbers = "SELECT d.number, p.kvk FROM debtor_number d JOIN party p ON p.id = d.party_id WHERE p.name = 'mr. Vos'"
    assert small.rows(f"{numbers} ORDER BY d.number") == [("R1", "00012345"), ("R2", "00012345"), ("R3", None)]
    assert small.database.value("SELECT count(*) FROM party WHERE name = 'mr. Vos'") == 2


def test_an_insolvency_reaches_every_claim_of_the_debtor_also_as_a_guarantor(small: Office) -> None:
    small.past("parties", "A;200;De Gans;;borg;100;;100,00")
    assert small.rows("SELECT claim_id, most_cents FROM liability ORDER BY id") == [(1, 10000), (2, 10000)]
    row = "A;200;faillissement;01-06-2026;;mr. Vos"
    small.past("insolvencies", row)
    small.past("insolvencies", row.replace("mr. Vos", "mr. L. Vos"))
    reached = """
        SELECT c.debtor_id, e.origin, count(*) FROM limitation_event e JOIN cases c ON c.id = e.case_id
        JOIN reach r ON r.event_id = e.id JOIN party p ON p.id = r.party_id WHERE p.name = 'De Gans'
        GROUP BY c.debtor_id, e.origin ORDER BY c.debtor_id
    """
    assert [row[1:] for row in small.rows(reached)] == [("insolvency", 1), ("insolvency", 1)]
    track = "SELECT p.name, t.kind FROM track t JOIN cases c ON c.id = t.case_id JOIN party p ON p.id = c.debtor_id"
    assert small.rows(track) == [("De Gans", "insolvency")]
    # The house sees to it in its own term since it came in: since when it was known nobody told.
    days = "SELECT known_on, next_due_on FROM insolvency"
    assert [tuple(map(str, row)) for row in small.rows(days)] == [("2026-11-21", "2026-11-24")]


def test_a_security_covers_what_it_names_and_comes_in_once(small: Office) -> None:
    row = "A;100;pandrecht;voorraad;F1;1.000,00;01-06-2026;2;;02-06-2026"
    assert small.past("securities", row).added == 1
    assert small.past("securities", row).unchanged == 1
    query = """
        SELECT s.kind, s.value_cents, s.rank, s.covers_all, k.number, e.kind FROM security s
        JOIN security_claim x ON x.security_id = s.id JOIN claim k ON k.id = x.claim_id
        JOIN security_event e ON e.security_id = s.id
    """
    assert small.rows(query) == [("pledge", 100_000, 2, 0, "F1", "invoked")]


def test_a_party_may_relate_to_one_of_a_chunk_before_also_where_it_is_only_tried(
    small: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "CHUNK", 1)
    rows = ["A;R1;Stichting Beheer;;;;;", "A;R2;mr. Vos;;vertegenwoordiger;R1;advocaat;"]
    assert small.past("parties", *rows, options=Options(dry_run=True)).reasons == []
    assert small.past("parties", *rows, options=STRICT).added == 2
    assert small.rows("SELECT role FROM representation") == [("lawyer",)]
    # Who comes later is not there yet, and who is left out never comes.
    later = ["A;R4;mr. Vos;;vertegenwoordiger;R5;advocaat;", "A;R5;Vof Later;;;;;"]
    assert codes(small.past("parties", *later, options=Options(dry_run=True))) == ["import.history.no_debtor"]
    left = ["B;R7;Wie;;;;;", "A;R8;mr. Bos;;vertegenwoordiger;R7;advocaat;"]
    assert len(codes(small.past("parties", *left, options=Options(dry_run=True)))) == 2


def test_alike_payments_are_as_many_whichever_source_told_of_them(
    small: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "CHUNK", 1)
    in_list = "A;100;F1;02-06-2026;30,00;;boekhouding"
    assert small.past("payments", in_list, in_list).added == 2
    row = "A;100;F1;03-06-2026;30,00;;bank"
    report = small.past("payments", row, row, row)
    assert (report.added, report.skipped) == (1, 2)
    assert small.open("F1") == 124000 - 3 * 3000
    assert small.past("payments", row, row, row).unchanged == 3


def test_a_killed_run_matches_no_payment_twice(small: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "CHUNK", 1)
    small.past("payments", "A;100;F1;02-06-2026;30,00;;boekhouding")
    rows = ["A;100;F1;03-06-2026;30,00;;bank", "A;100;F1;04-06-2026;30,00;;bank"]
    assert small.past("payments", rows[0]).skipped == 1
    assert small.past("payments", *rows).added == 1
    assert small.open("F1") == 124000 - 2 * 3000


def test_a_claim_that_comes_later_is_owed_by_who_is_liable_by_law(small: Office) -> None:
    small.past(
        "parties",
        "A;P1;A. Vennoot;;vennoot;100;;",
        "A;P2;B. Borg;;borg;100;;100,00",
        "A;P3;C. Vennoot;;vennoot;200;;",
    )
    small.owed(
        "100;De Molen;F1;01-03-2026;1.240,00;1.240,00;",
        "100;De Molen;F3;01-06-2026;80,00;80,00;",
        "300;De Haan;H1;01-06-2026;80,00;80,00;",
    )
    beside = "SELECT p.name FROM liability l JOIN party p ON p.id = l.party_id JOIN claim k ON k.id = l.claim_id"
    assert small.rows(f"{beside} WHERE k.number IN ('F3', 'H1')") == [("A. Vennoot",)]
    assert small.clock("F3", "A. Vennoot")[0] == "running"
    assert small.is_sound()


def test_who_left_before_the_invoice_does_not_owe_it(small: Office) -> None:
    small.past("parties", "A;P1;A. Vennoot;;vennoot;100;;")
    for liable, version in small.rows("SELECT id, version FROM liability ORDER BY id"):
        perform(small.database, small.actor, TODAY, EndLiability(liable, version, date(2026, 5, 31), "uitgetreden"))
    small.owed(
        "100;De Molen;F3;31-05-2026;80,00;80,00;",
        "100;De Molen;F4;01-06-2026;80,00;80,00;",
    )
    beside = "SELECT k.number, l.until_on FROM liability l JOIN claim k ON k.id = l.claim_id WHERE k.number > 'F2'"
    assert [(number, _text(day)) for number, day in small.rows(f"{beside} AND k.number < 'G'")] == [
        ("F3", "2026-05-31")
    ]
