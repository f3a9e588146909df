"""T1: a consumer with four invoices, and a counsellor's letter that asks the balance."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pytest

from casebook.domain.capacity import Capacity
from casebook.domain.default import Agreed
from casebook.domain.gate.stop import Severity
from casebook.domain.insolvency.dues import DateKind
from casebook.domain.insolvency.facts import EventKind, Kind, PersonRole, Source
from casebook.domain.insolvency.requests import RequestKind, RequestState, Way
from casebook.domain.insolvency.standing import Stage
from casebook.domain.letters.extras import EXTRAS, Value
from casebook.domain.letters.kept import facts_of
from casebook.domain.letters.kinds import LetterKind
from casebook.jobs import letter_offer, request_letters
from casebook.jobs.drafting import Wanted
from casebook.jobs.give_away import Receiver, everything, having
from casebook.jobs.letters import composed
from casebook.store.actions.holds import PlaceHold
from casebook.store.actions.insolvencies import RecordInsolvency
from casebook.store.actions.insolvency_answers import AnswerInsolvencyRequest
from casebook.store.actions.insolvency_events import RecordInsolvencyEvent
from casebook.store.actions.insolvency_offers import ReviewClawBack, VoteOnProposal
from casebook.store.actions.insolvency_people import Appointed
from casebook.store.actions.insolvency_requests import (
    AssignInsolvencyRequest,
    ChangeInsolvencyRequest,
    ReceiveInsolvencyRequest,
)
from casebook.store.actions.letters import PrepareLetter
from casebook.store.actions.people import AddPerson, DeactivatePerson
from casebook.store.models.parties import PartyKind
from casebook.store.models.people import Role
from casebook.store.queries import insolvencies, insolvency_requests
from casebook.store.queries.insolvency_requests import Listed, RequestRow
from tests.store.actions.refusal import refused
from tests.trials.office import EMAIL, HOME, K, Office

MONDAY, DUE, SILENT = date(2026, 11, 16), date(2026, 11, 30), date(2027, 3, 30)
MAIL = "saldo@kredietbank.example"
INVOICES = ((61_280, 7), (24_000, 8), (18_640, 9), (9_500, 10))


class Asked(NamedTuple):
    """The case of the trial, with the counsellor who asks the balance."""

    office: Office
    debtor: int
    case: int
    counsellor: int
    counselling: int
    request: int

    @property
    def row(self) -> RequestRow:
        """Return the request as the board shows it."""
        found = insolvency_requests.request(self.office.database, self.request)
        assert found is not None
        return found

    def see_authority(self) -> None:
        self.office.act(RecordInsolvencyEvent(self.counselling, EventKind.AUTHORITY_SEEN, self.office.day))

    def due(self, kind: DateKind) -> date | None:
        card = insolvencies.card(self.office.database, self.counselling)
        assert card is not None
        found = card.standing.due(kind)
        return found.on if found else None

    def stage(self) -> Stage:
        card = insolvencies.card(self.office.database, self.counselling)
        assert card is not None
        return card.standing.stage


@pytest.fixture
def asked(office: Office) -> Asked:
    office.day = date(2026, 11, 2)
    debtor = office.party("K. Koper")
    case = office.case(debtor)
    for number, (cents, month) in enumerate(INVOICES, 1):
        known = {"capacity": Capacity.CONSUMER, "agreed": Agreed.CONDITIONS}
        office.claim(case, f"W-{number}", cents, date(2026, month, 15), "consumer_sale", **known)
    office.until(date(2026, 11, 3))
    office.send(office.write(case, K.FOURTEEN_DAY, last_day=date(2026, 11, 20)))
    office.until(MONDAY)
    counsellor = office.party("Kredietbank", PartyKind.LEGAL, mail=MAIL)
    acts = (Appointed(PersonRole.COUNSELLOR, "Kredietbank", MONDAY, HOME, counsellor),)
    counselling = office.act(RecordInsolvency(debtor, Kind.COUNSELLING, MONDAY, Source.LETTER, persons=acts))
    receive = ReceiveInsolvencyRequest(
        counselling, case, counsellor, RequestKind.BALANCE, MONDAY, "Graag het saldo per 16-11", "KB-77", MONDAY
    )
    request = office.act(receive)
    office.act(PlaceHold(case, "schuldhulpverlening", MONDAY, SILENT))
    return Asked(office, debtor, case, counsellor, counselling, request)


def test_the_request_is_due_in_ten_working_days_and_pressing_two_before(asked: Asked) -> None:
    office = asked.office
    said = "beantwoorden: saldo-opgave aan Kredietbank, uiterlijk 30-11-2026"
    assert office.why(asked.case) == (2, DUE, said)
    assert (asked.row.next_due_on, asked.row.course.state) == (DUE, RequestState.RECEIVED)
    assert asked.due(DateKind.PROPOSAL) == SILENT
    office.until(date(2026, 11, 25))
    assert office.why(asked.case)[0] == 2
    office.until(date(2026, 11, 26))
    assert office.why(asked.case) == (1, DUE, said)
    board = insolvency_requests.requests(office.database, Listed.OPEN).after(office.database).rows
    assert [(row.id, row.party, row.next_due_on) for row in board] == [(asked.request, "Kredietbank", DUE)]


def test_a_wrong_date_moves_what_follows_from_it(asked: Asked) -> None:
    """Invariant 15: it came a week earlier."""
    change = ChangeInsolvencyRequest(asked.request, asked.row.version, MONDAY, "op tijd gevraagd", asked_by=DUE)
    asked.office.act(change)
    assert (asked.row.next_due_on, asked.due(DateKind.REPLY), asked.row.as_of) == (DUE, DUE, MONDAY)


def test_the_balance_is_prepared_to_the_cent_with_why_no_costs_are_in_it(asked: Asked) -> None:
    found = request_letters.balance(asked.office.database, asked.row, asked.office.day)
    assert found is not None
    assert (found.principal, found.interest, found.costs) == (113_420, 1_225, 0)
    wanted = Wanted(to=asked.counsellor, extras={"text": "-", "balance_on": asked.row.as_of})
    (draft,) = composed(asked.office.database, asked.office.day, asked.case, LetterKind.TRUSTEE_ANSWER, wanted)
    assert [one.interest for one in facts_of(draft.facts).claims] == [826, 242, 125, 32]
    assert request_letters.costs_why(found, "nl") == (
        "Incassokosten: €\xa00,00. De veertien dagen van onze brief waren op 16-11-2026 niet om: "
        "vermoedelijk bezorgd op 05-11-2026, laatste dag 19-11-2026."
    )
    # BW 6:96 lid 7: over the sum, not 211.92 over each apart.
    assert found.scale == 17_013


def test_no_data_before_the_authority_was_seen_not_even_by_a_lead(asked: Asked) -> None:
    office = asked.office
    refused(
        "insolvency_request.authority_unseen",
        lambda kind: office.write(asked.case, kind, to=asked.counsellor),
        K.TRUSTEE_ANSWER,
    )
    assert office.database.value("SELECT count(*) FROM letter WHERE kind = 'trustee_answer'") == 0
    by_phone = AnswerInsolvencyRequest(asked.request, asked.row.version, office.day, "1.134,20")
    refused("insolvency_request.authority_unseen", lambda one: office.act(one, office.lead), by_phone)


DATA = (K.BALANCE_CONFIRMATION, K.UPDATED_STATEMENT, K.TRUSTEE_ANSWER, K.CLAIM_FILING, K.PROPOSAL_VOTE)


@pytest.mark.parametrize("kind", DATA)
def test_no_letter_tells_the_counsellor_anything_before_his_authority_was_seen(asked: Asked, kind: LetterKind) -> None:
    """Also one that answers no request: written by hand, with what it says typed."""
    office = asked.office
    typed: dict[str, Value] = {"text": "zie hieronder", "balance_on": MONDAY, "in_favour": True, "opened_on": MONDAY}
    typed |= {"rank": "rank_ordinary", "insolvency_number": ""}
    extras = {name: value for name, value in typed.items() if name in EXTRAS.get(kind, {})}
    drafts = composed(office.database, office.day, asked.case, kind, Wanted(to=asked.counsellor, extras=extras))

    def stops() -> set[str]:
        (found,) = letter_offer.previewed(office.database, office.day, [PrepareLetter(asked.case, drafts)])
        return {stop.rule for stop in found.stops if stop.severity is Severity.STOPS}

    assert "stop.authority_unseen" in stops()
    asked.see_authority()
    assert "stop.authority_unseen" not in stops()


def test_it_is_answered_as_of_the_day_that_was_asked_with_proof(asked: Asked) -> None:
    office = asked.office
    office.until(date(2026, 11, 20))
    asked.see_authority()
    assert asked.stage() is Stage.BALANCE_REQUESTED
    (letter,) = office.write(asked.case, K.TRUSTEE_ANSWER, to=asked.counsellor, ways=(EMAIL,))
    assert office.stopped(letter) == []
    text = office.card(letter).text
    assert sum(one.open for one in text.facts.claims) == 113_420 + 1_225
    assert "Op 16 november 2026 stond volgens onze administratie open" in office.text(letter)
    office.send([letter])
    assert [to for to, _ in office.taken.mails] == [MAIL]
    row = asked.row
    assert (row.answered_on, row.letter_id, row.letter_state) == (office.day, letter, "sent")
    assert not any("saldo-opgave" in one for one in office.signals(asked.case))
    assert asked.stage() is Stage.BALANCE_ANSWERED


def test_who_is_to_answer_is_told_so_and_leaves_only_once_another_does(asked: Asked) -> None:
    office, database = asked.office, asked.office.database
    colleague = office.act(AddPerson("m", "M. Meijer", (Role.HANDLER,)), office.lead)
    office.act(AssignInsolvencyRequest(asked.request, asked.row.version, colleague))
    assert insolvency_requests.assigned(database, colleague) == (1, DUE)
    leaves = DeactivatePerson(colleague, 1)
    told = refused("person.open_work", lambda one: office.act(one, office.lead), leaves)
    assert told["what"] == ("open_work.asked", {"count": 1})
    me = office.handler.person or 0
    (give,) = everything(having(database, colleague, office.day), Receiver((me,)), (), office.day)
    office.act(give, office.lead)
    assert [insolvency_requests.assigned(database, one) for one in (colleague, me)] == [(0, None), (1, DUE)]
    office.act(leaves, office.lead)


def test_chasing_stops_and_silence_lifts_no_hold(asked: Asked) -> None:
    office = asked.office
    for kind in (K.REMINDER, K.DEMAND, K.HANDING_OVER):
        assert "schuldhulp" in " ".join(office.stops(asked.case, kind, last_day=date(2026, 12, 14)))
    office.until(date(2027, 3, 31))
    assert "rappelleren: voorstel of stand van zaken van schuldhulp, verwacht uiterlijk 30-03-2027" in (
        office.signals(asked.case)
    )
    assert office.database.fetch("SELECT lifted_on FROM hold") == [(None,)]


def test_a_vote_goes_by_the_mandate_and_the_letter_says_what_was_decided(asked: Asked) -> None:
    office = asked.office
    asked.see_authority()
    offer = ReceiveInsolvencyRequest(
        asked.counselling,
        asked.case,
        asked.counsellor,
        RequestKind.PROPOSAL,
        office.day,
        way=Way.MEDIATION,
        offered_percent="12,5",
    )
    id_ = office.act(offer)
    assert asked.stage() is Stage.PROPOSED
    refused(
        "insolvency_request.undecided",
        lambda kind: office.write(asked.case, kind, to=asked.counsellor, extras={"text": "akkoord"}),
        K.PROPOSAL_VOTE,
    )
    # 87.5 % of 1,134.20 is let go of: more than a handler or a lead may.
    vote = VoteOnProposal(id_, 1 + 1, True, "meer dan elders", "8")
    refused("mandate.nobody", office.act, vote)
    office.act(VoteOnProposal(id_, 2, False, "meer te verwachten", "20"))
    refused("insolvency_request.other_kind", lambda one: office.act(one, office.lead), ReviewClawBack(id_, 3, "x"))
    row = insolvency_requests.request(office.database, id_)
    assert row is not None
    weighed = insolvency_requests.weighed(office.database, row, office.day, row.offered_percent, "8")
    assert weighed is not None
    assert weighed.value.risk == "high"
    assert Decimal(row.offered_percent or 0) == Decimal("12.5")
    office.send(office.write(asked.case, K.PROPOSAL_VOTE, to=asked.counsellor, ways=(EMAIL,)))
    assert asked.stage() is Stage.REFUSED
