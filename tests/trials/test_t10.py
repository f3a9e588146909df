"""T10: half of an invoice is disputed, nobody answers, and the debtor asks what is kept of him."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

import pytest

from casebook.domain.letters.kept import facts_of, kept
from casebook.domain.money import Cents
from casebook.jobs import person_export
from casebook.store.actions.contacts import AddNote
from casebook.store.actions.dispute_course import CreditDispute, WithdrawDispute
from casebook.store.actions.disputes import ContestedPart, RegisterDispute
from casebook.store.actions.enclosures import EncloseDocuments
from casebook.store.actions.holds import LiftHold, PlaceHold
from casebook.store.actions.letters import Draft, PrepareLetter, ReleaseLetter, Stated
from casebook.store.actions.person_requests import ReceiveRequest
from casebook.store.models.care import RequestKind
from casebook.store.models.disputes import DisputeReason
from casebook.store.models.parties import PartyKind
from casebook.store.queries import bookings, disputes, documents
from casebook.store.queries.disputes import DisputeSheet
from casebook.store.queries.payoff import payoff
from tests.store.actions.refusal import refused
from tests.trials.office import EMAIL, REGISTERED, SATURDAY, K, Office

SAFE, DISPUTED_ON = date(2027, 1, 12), date(2022, 3, 3)
WHOLE, HALF = 620_000, 310_000
LAST_DAY = date(2026, 12, 7)
MAIL = "inkoop@afnemer.example"


class Disputed(NamedTuple):
    """The case of the trial, with a dispute that lies with a silent department, and a hold."""

    office: Office
    debtor: int
    case: int
    claim: int
    dispute: int
    hold: int

    @property
    def sheet(self) -> DisputeSheet:
        """Return the dispute as its tab shows it."""
        found = disputes.of_case(self.office.database, self.case, self.office.day)
        return next(one for one in found if one.dispute_id == self.dispute)

    def lift(self) -> None:
        self.office.act(LiftHold(self.hold, 1))

    def contested(self) -> int:
        part = ContestedPart(self.claim, Cents(HALF))
        dispute: int = self.office.act(
            RegisterDispute(self.case, DisputeReason.DAMAGED, (part,), DISPUTED_ON, "schade", "Logistiek", DISPUTED_ON)
        )
        return dispute


@pytest.fixture
def disputed(office: Office) -> Disputed:
    debtor = office.party("Afnemer B.V.", PartyKind.LEGAL, mail=MAIL)
    case = office.case(debtor)
    claim = office.claim(case, "F-6200", WHOLE, date(2022, 1, 12))
    found = Disputed(office, debtor, case, claim, 0, office.act(PlaceHold(case, "dispuut", DISPUTED_ON)))
    return found._replace(dispute=found.contested())


def test_first_of_all_it_is_to_be_interrupted_and_the_dispute_is_overdue(disputed: Disputed) -> None:
    office = disputed.office
    assert office.why(disputed.case) == (1, SAFE, "stuiten: veilig t/m 12-01-2027")
    assert office.signals(disputed.case)[1:3] == [
        "rappelleren: Logistiek, antwoord op dispuut was uiterlijk 10-03-2022",
        "beslissen over dispuut: uiterlijk 31-03-2022 (beschadigd geleverd)",
    ]
    sheet = disputed.sheet
    assert (sheet.owner, sheet.department, sheet.left) == ("P. Bakker", "Logistiek", HALF)


def test_what_is_not_contested_is_demanded_and_no_more(disputed: Disputed) -> None:
    office = disputed.office
    disputed.lift()
    (draft,) = office.drafts(disputed.case, K.DEMAND, last_day=LAST_DAY)
    assert [one.principal for one in facts_of(draft.facts).claims] == [HALF]
    assert "Over €\xa03.100,00 zijn wij het nog niet eens." in draft.body
    assert office.stops(disputed.case, K.DEMAND, last_day=LAST_DAY) == []
    (demand,) = office.write(disputed.case, K.DEMAND, last_day=LAST_DAY)
    office.send([demand])
    assert office.state(demand) == "sent"
    (dispute_part,) = disputed.sheet.claims
    assert dispute_part.left == HALF


def test_nothing_is_chased_while_the_hold_lasts(disputed: Disputed) -> None:
    office = disputed.office
    (demand,) = office.write(disputed.case, K.DEMAND, last_day=LAST_DAY)
    assert office.state(demand) == "refused"
    refused("stop.hold", office.act, ReleaseLetter(demand, 1))
    said = "Het innen is opgeschort (dispuut): wacht, of hef de opschorting op als die niet meer geldt."
    assert office.stopped(demand) == [said]


def test_a_part_that_is_contested_after_the_letter_was_released_does_not_leave(disputed: Disputed) -> None:
    """The gate is asked anew in the transaction that sends: what was right on release is wrong now."""
    office = disputed.office
    disputed.lift()
    office.act(WithdrawDispute(disputed.dispute, 1, "vergissing", office.day))
    (demand,) = office.write(disputed.case, K.DEMAND, last_day=LAST_DAY, ways=(EMAIL,))
    office.release([demand])
    disputed.contested()
    (told,) = office.mail().told
    assert (told.code, office.taken.mails, office.state(demand)) == ("stop.contested", [], "released")
    assert "€\xa03.100,00" in office.said(told.code, told.parameters)


def test_the_interruption_is_of_the_whole_and_leaves_in_spite_of_dispute_and_hold(disputed: Disputed) -> None:
    office = disputed.office
    (letter,) = office.interrupt([disputed.claim])
    assert (office.state(letter), office.stopped(letter)) == ("ready", [])
    said = office.text(letter)
    stated = office.card(letter).text.facts.claims[0]
    found = payoff(office.database, disputed.case, office.day)
    assert found is not None
    assert (stated.principal, stated.open, stated.interest > 0) == (WHOLE, found.total, True)
    assert "de hele vordering: de hoofdsom, de rente die is verschenen en nog verschijnt, en de kosten" in said
    assert "ook voor zover daarover verschil van mening bestaat" in said
    office.send([letter])
    assert [to for to, _ in office.taken.mails] == [MAIL]
    assert office.dispatch(letter, REGISTERED).tracking == "3SABC"
    assert office.clocks(disputed.case)["F-6200", "Afnemer B.V."].safe_until == SAFE
    assert office.why(disputed.case)[0] == 1
    office.until(SATURDAY + timedelta(4))
    office.signed_for(letter, SATURDAY + timedelta(3))
    assert office.ends(disputed.case) == {"Afnemer B.V.": (date(2031, 11, 24), date(2031, 11, 24))}
    assert office.why(disputed.case)[2].startswith("rappelleren: Logistiek")


def test_an_interruption_of_half_is_refused(disputed: Disputed) -> None:
    office = disputed.office
    ((command,), *_) = office.offered([disputed.claim])
    whole = command.letters[0]
    facts = facts_of(whole.facts)
    half = replace(facts.claims[0], principal=Cents(HALF))
    less: Draft = replace(
        whole, facts=kept(replace(facts, claims=(half,))), claims=(Stated(disputed.claim, half.open),)
    )
    refused("letter.less_than_all", office.act, PrepareLetter(disputed.case, (less,)))
    assert office.database.value("SELECT count(*) FROM letter") == 0


def test_after_a_credit_the_rest_is_contested_and_what_was_credited_stands_apart(disputed: Disputed) -> None:
    office = disputed.office
    credited = CreditDispute(disputed.dispute, disputed.claim, Cents(100_000), office.day, "deels gegrond")
    refused("mandate.exceeded", office.act, credited)
    office.act(credited, office.lead)
    (part,) = disputed.sheet.claims
    assert (part.registered, part.left, part.credited) == (HALF, 210_000, 100_000)
    (sheet,) = bookings.sheets(office.database, disputed.case, office.day)
    assert sheet.open.principal == 520_000
    disputed.lift()
    (demand,) = office.drafts(disputed.case, K.DEMAND, last_day=LAST_DAY)
    assert [one.principal for one in facts_of(demand.facts).claims] == [HALF]
    (letter,) = office.interrupt([disputed.claim])
    assert office.card(letter).text.facts.claims[0].principal == 520_000


def test_a_data_request_is_answered_within_a_month(disputed: Disputed) -> None:
    office = disputed.office
    asked = "Welke gegevens hebt u van mij?"
    office.act(ReceiveRequest(disputed.case, disputed.debtor, RequestKind.ACCESS, office.day, asked))
    assert "beantwoorden: inzageverzoek, uiterlijk 21-12-2026" in office.signals(disputed.case)
    (answer,) = office.write(disputed.case, K.DATA_REQUEST_ANSWER, extras={"text": "Bijgaand alles."})
    assert office.stopped(answer) == []
    assert office.card(answer).row.asks_cents == 0


def test_a_data_request_is_answered_with_all_that_is_kept_of_him(disputed: Disputed, tmp_path: Path) -> None:
    office = disputed.office
    office.act(ReceiveRequest(disputed.case, disputed.debtor, RequestKind.ACCESS, office.day, "Wat weet u van mij?"))
    office.act(AddNote(disputed.case, "Intern: eerst Logistiek horen."))
    asked = person_export.Asked(office.lead, office.day, disputed.debtor, "nl")
    person_export.write_to(office.database, asked, tmp_path / "alles.zip")
    with ZipFile(tmp_path / "alles.zip") as found:
        pages = {name: found.read(name).decode() for name in found.namelist() if name.endswith((".html", ".json"))}
    assert "F-6200" in pages["claims.html"]
    assert "schade" in pages["disputes.html"]
    assert "Wat weet u van mij?" in pages["requests.html"]
    assert "eerst Logistiek horen" in pages["te-beoordelen/index.html"]
    assert not any("eerst Logistiek" in page for name, page in pages.items() if not name.startswith("te-beoordelen"))
    name, done = person_export.keep(office.database, asked, disputed.case)
    (answer,) = office.write(disputed.case, K.DATA_REQUEST_ANSWER, extras={"text": "Bijgaand alles."}, ways=(EMAIL,))
    (file,) = (one for one in documents.of_case(office.database, disputed.case) if one.name == name)
    card = office.card(answer)
    office.act(EncloseDocuments(answer, card.row.version, (file.document_id,), ()))
    assert [one.sha256 for one in office.card(answer).enclosed] == [done.sha256]
    office.send([answer])
    assert [to for to, _ in office.taken.mails] == [MAIL]
