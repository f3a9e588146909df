"""The sample office: every file reads without a fault, and every situation it is to show is in it."""

import csv
import tomllib
from collections import Counter
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from casebook.domain import identifiers
from casebook.domain.history import (
    ClaimRef,
    Contact,
    DebtorRef,
    HistoryEvent,
    HistoryPayment,
    HistorySecurity,
    Party,
    Record,
    Title,
)
from casebook.domain.limitation.answer import Status
from casebook.domain.limitation.clock import limitation
from casebook.domain.limitation.facts import DUTCH_LAW, Event, Insolvency, LimitationFacts
from casebook.domain.receivable import Item
from casebook.exchange import parties, profile_reading, receivables
from casebook.exchange.history import reading
from casebook.law.book import book
from casebook.paths import sample_data

OFFICE = sample_data() / "office"
RULES = book().limitation
COUNTS = {
    "events": 54,
    "payments": 27,
    "parties": 81,
    "contacts": 41,
    "titles": 13,
    "insolvencies": 9,
    "assignments": 2,
    "vat": 10,
    "securities": 4,
}


@cache
def office() -> dict[str, Any]:
    return tomllib.loads((OFFICE / "office.toml").read_text("utf-8"))


@cache
def items() -> list[Item]:
    rows = list(
        receivables.read(
            OFFICE / "receivables.csv", profile_reading.load(str(OFFICE / "receivables.toml"), RULES.kinds)
        )
    )
    wrong = [row for row in rows if not isinstance(row, Item)]
    assert wrong == []
    return [row for row in rows if isinstance(row, Item)]


@cache
def past(kind: str) -> list[Any]:
    return list(reading.read(kind, OFFICE / f"{kind}.csv", profile_reading.load("history-nl", RULES.kinds), RULES))


def debtor_of(item: Item) -> DebtorRef:
    return DebtorRef(item.creditor, item.debtor.number)


def claim_of(item: Item) -> ClaimRef:
    return ClaimRef(item.creditor, item.invoice_number)


def test_the_office_is_complete() -> None:
    assert len(items()) == 600
    assert len({debtor_of(item) for item in items()}) == 250
    assert {item.creditor for item in items()} == {creditor["code"] for creditor in office()["creditor"]}


@pytest.mark.parametrize("kind", COUNTS)
def test_the_past_reads_without_a_fault(kind: str) -> None:
    assert [row for row in past(kind) if not isinstance(row, Record)] == []
    assert len(past(kind)) == COUNTS[kind]


def test_the_past_speaks_of_claims_and_debtors_that_are_there() -> None:
    claims, debtors = {claim_of(item) for item in items()}, {debtor_of(item) for item in items()}
    known = debtors | {party.debtor for party in past("parties")}
    for kind in COUNTS:
        for row in past(kind):
            named = row.claims if isinstance(row, Title | HistorySecurity) else [getattr(row, "claim", None)]
            assert set(filter(None, named)) <= claims
            assert getattr(row, "debtor", None) in {*known, None}
            if isinstance(row, Party) and row.relation:
                assert row.relation.to in debtors


def test_no_day_lies_after_the_day_the_files_stand_for() -> None:
    base_day = office()["base_day"]
    assert base_day == date(2026, 11, 21)
    assert max(max(item.invoice_on, item.due_on) for item in items()) <= base_day
    assert max(row.on for kind in ("payments", "contacts", "assignments") for row in past(kind)) <= base_day
    assert max(row.event.day for row in past("events")) <= base_day


def test_every_kind_of_claim_occurs() -> None:
    assert {item.kind for item in items()} == {*RULES.kinds, profile_reading.UNKNOWN}


def test_every_relation_role_and_regime_occurs() -> None:
    relations = [party.relation for party in past("parties") if party.relation]
    assert {relation.kind for relation in relations} == set(parties.RELATIONS)
    assert {relation.role for relation in relations if relation.role} == set(parties.ROLES)
    assert {row.period.regime for row in past("insolvencies")} == set(next(iter(RULES.insolvency.values())))
    assert {item.debtor.party_kind for item in items()} == set(parties.PARTY_KINDS)
    assert {party.address.status for party in past("parties") if party.address} == set(parties.ADDRESS_STATUSES)


def test_names_that_break_programs_occur_and_are_cleaned() -> None:
    names = {item.debtor.name for item in items()}
    assert {"[/b] Holding", "A [x=2] Advies", "Łukasz Öztürk", "=Gelijk & Zonen", "Koper Kabels en Koek B.V."} <= names
    assert '\'t Hoekje, eetcafé "De 3 Bengels"' in names
    assert b"\x1b]0;x\x07" in (OFFICE / "receivables.csv").read_bytes()
    assert not any(letter in "".join(names) for letter in "\x1b\x07\u202e")


def state(item: Item) -> str:
    """How the clock of a claim stands on the day of the files, titles left aside."""
    whom = (claim_of(item), None), (claim_of(item), debtor_of(item)), (None, debtor_of(item))
    events: list[Event] = [row.event for row in past("events") if (row.claim, row.debtor) in whom]
    events += [row.period for row in past("insolvencies") if row.debtor == debtor_of(item)]
    days = {"due_on": item.due_on, **dict(item.days)}
    facts = LimitationFacts(item.kind, office()["base_day"], days, tuple(events), law=item.law or DUTCH_LAW)
    found = limitation(facts, RULES).value
    if found.status is Status.POSSIBLY_LAPSED:
        return "unproven" if found.proof_gap else "lapsed" if events else "history_missing"
    if any(isinstance(event, Insolvency) for event in events) and found.status is Status.RUNNING:
        return "beside_insolvency" if found.ends.safe_until else "extended"
    return found.status.value


def test_clocks_stand_in_every_state() -> None:
    states = Counter(map(state, items()))
    assert min(states[name] for name in ("extended", "beside_insolvency", "unenforceable")) >= 1
    assert min(states[name] for name in ("unproven", "lapsed", "history_missing")) >= 10
    assert states["abstained"] >= 5
    assert states["running"] > 400


def test_claims_whose_term_does_not_begin_on_the_due_date_have_their_days() -> None:
    days = {name for item in items() for name, _ in item.days}
    assert days == {
        "known_on",
        "event_on",
        "called_against",
        "callable_from",
        "recorded_on",
        "delivered_on",
        "from",
    }
    assert [item.kind for item in items() if item.kind in ("damages", "undue_payment") and not item.days] == []
    assert Counter(item.law for item in items() if item.law) == {"BE": 1}


def test_small_claims_share_a_line() -> None:
    """34 debtors whose only claim is below 100 euro and ends within 60 days, the first on 5 December."""
    claims = Counter(debtor_of(item) for item in items())
    small = [item for item in items() if claims[debtor_of(item)] == 1 and item.description == "Restant termijnnota"]
    assert len(small) == 34
    assert sum(item.amount for item in small) == 1940_00
    assert all(item.amount < 100_00 and item.kind == "consumer_energy" for item in small)
    assert min(item.due_on for item in small) == date(2024, 12, 5)
    assert max(item.due_on for item in small) <= date(2025, 1, 20)


def of(name: str) -> list[Item]:
    return [item for item in items() if item.debtor.name == name]


def test_the_situations_of_the_trials_are_there() -> None:
    assert [(item.amount, item.due_on) for item in of("M. Poldervaart")] == [
        (612_80, date(2026, 7, 15)),
        (240_00, date(2026, 8, 15)),
        (186_40, date(2026, 9, 15)),
        (95_00, date(2026, 10, 15)),
    ]
    (firm,) = of("Vof De Waard")
    partners = [party.relation for party in past("parties") if party.relation and party.relation.to == debtor_of(firm)]
    left = [(relation.kind, relation.until) for relation in partners if relation.kind == "partner"]
    assert left == [("partner", None), ("partner", date(2024, 6, 30))]
    (energy,) = of("W.F. Bloemsma")
    assert (energy.kind, energy.amount, energy.due_on) == ("consumer_energy", 847_00, date(2024, 12, 20))
    (disputed,) = of("Hijskracht Kromhout B.V.")
    assert (disputed.amount, disputed.due_on, disputed.disputed) == (6200_00, date(2022, 1, 12), True)
    (notice,) = of("L.E. Stuivenga")
    assert str(notice.agreed) == "invoice"
    flour, home = sorted(of("Bakkerij Korenwaard"), key=lambda item: item.creditor, reverse=True)
    assert flour.debtor.kvk == home.debtor.kvk
    assert [str(item.capacity) for item in (flour, home)] == ["business", "consumer"]


def test_some_are_paid_in_part_and_payments_do_not_exceed_what_the_list_knows() -> None:
    paid: Counter[ClaimRef] = Counter()
    for row in past("payments"):
        assert isinstance(row, HistoryPayment)
        assert row.claim
        paid[row.claim] += row.amount
    part = {claim_of(item): item.amount - item.open_amount for item in items() if item.open_amount is not None}
    assert all(0 < paid[claim] <= part[claim] for claim in paid)
    assert sum(amount > 0 for amount in part.values()) > len(paid) > 20


def test_numbers_and_addresses_are_in_their_form_and_nobodys() -> None:
    for debtor in {item.debtor for item in items()}:
        if debtor.kvk:
            assert identifiers.kvk(debtor.kvk) == debtor.kvk
            assert debtor.kvk.startswith("000")
        if debtor.btw_id:
            assert identifiers.btw_id(debtor.btw_id) == debtor.btw_id
        if debtor.country == "NL":
            assert identifiers.postcode(debtor.postcode or "") == debtor.postcode
        assert (debtor.email or "@example.nl").rpartition("@")[2].endswith(("example.nl", "example.com"))
    accounts = [row.iban for row in past("payments") if row.iban]
    accounts += [iban for creditor in office()["creditor"] for iban in creditor["ibans"]]
    for account in accounts:
        assert identifiers.iban(account) == account
        assert account[4:8] == "DEMO"


def test_the_people_of_the_office() -> None:
    roles = Counter(role for person in office()["person"] for role in person["roles"])
    assert roles == {"handler": 4, "lead": 1, "administrator": 1}
    logins = {person["login"] for person in office()["person"]}
    assert all(set(team["members"]) <= logins for team in office()["team"])
    team = profile_reading.load(str(OFFICE / "receivables.toml"), RULES.kinds).team
    assert team in {team["name"] for team in office()["team"]}
    for creditor in office()["creditor"]:
        assert identifiers.kvk(creditor["kvk"])
        assert identifiers.btw_id(creditor["btw"]) == creditor["btw"]


def test_events_and_contacts_are_of_several_kinds() -> None:
    kinds = {getattr(row.event, "kind", type(row.event).__name__) for row in past("events")}
    assert {"demand", "acknowledgement", "rejection", "enforcement", "LegalAction", "Extension"} <= kinds
    assert {row.proof_grade for row in past("events") if isinstance(row, HistoryEvent)} >= set(parties.PROOF_GRADES)
    assert {row.channel for row in past("contacts") if isinstance(row, Contact)} >= {"phone", "mail", "letter"}


def test_files_are_what_a_person_can_check() -> None:
    """Lines end as Unix has it, and each list is in the order of its creditors."""
    codes = [creditor["code"] for creditor in office()["creditor"]]
    for path in sorted(Path(OFFICE).glob("*.csv")):
        text = path.read_bytes().decode("utf-8")
        assert "\r" not in text
        column = [line.partition(";")[0] for line in text.splitlines()[1:] if line.partition(";")[0] in codes]
        assert column == sorted(column, key=codes.index)


def test_the_bank_tells_of_every_kind_of_payment_and_its_days_end_before_the_office_opens() -> None:
    with (OFFICE / "bank.csv").open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened, delimiter=";"))
    accounts = {account["iban"]: account["weeks"] for account in office()["bank"]}
    assert accounts.keys() == {iban for creditor in office()["creditor"] for iban in creditor["ibans"]}
    for row in rows:
        on = datetime.strptime(row["Boekdatum"], "%d-%m-%Y").date()  # noqa: DTZ007 a day has no zone
        before = (office()["base_day"] - on).days
        assert 0 < before <= 7 * accounts[row["Rekening"]]
        assert not row["IBAN"] or identifiers.iban(row["IBAN"]) == row["IBAN"]
    assert {row["Retourcode"] for row in rows} == {"", "MS03", "AM04"}
    assert sum(row["Betalingskenmerk"].startswith("RF") for row in rows) >= 5
    twice = Counter((row["Rekening"], row["Boekdatum"], row["Bedrag"], row["Omschrijving"]) for row in rows)
    assert [key[2:] for key, count in twice.items() if count > 1] == [("500,00", "betaling")]
