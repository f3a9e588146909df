"""Which case something is for: by what is written in it, each way with how sure it is and in which words."""

from dataclasses import replace

import pytest

from casebook.domain.post.candidates import PostCandidate, PostMethod
from casebook.store import document_texts, documents
from casebook.store.actions.addresses import AddContactPoint
from casebook.store.actions.cases import OpenCase
from casebook.store.actions.parties import AddAccount, AddDebtorNumber, AddParty, PartyFacts
from casebook.store.actions.post import ReceivePost
from casebook.store.actions.representations import Acting, AddRepresentation
from casebook.store.models.parties import ContactKind, RepresentativeRole
from casebook.store.post import refresh
from casebook.store.post.find import candidates
from casebook.store.post.taking import take
from casebook.words import LANGUAGES, say
from tests.store.actions.desk import TODAY, Desk

M = PostMethod


def found(desk: Desk, text: str, **said: str) -> tuple[PostCandidate, ...]:
    digest = documents.keep(desk.database, text.encode())
    document_texts.keep(desk.database, digest, [text], None)
    command = replace(ReceivePost("brief.pdf", "application/pdf", digest, "/post/brief.pdf"), **said)  # type: ignore[arg-type]  # all of them texts
    item = take(desk.database, desk.actor, TODAY, command).item_id
    some = candidates(desk.database, [item], TODAY)[item]
    for one in some:
        for why in one.why:
            assert all(say(why.code, why.parameters, language) for language in LANGUAGES)
    stored = desk.database.fetch("SELECT case_id FROM post_candidate WHERE item_id = ? ORDER BY rank", (item,))
    assert [case for (case,) in stored] == [one.case_id for one in some]
    return some


def number_of(desk: Desk) -> str:
    number: str = desk.database.value("SELECT number FROM cases WHERE id = ?", (desk.case,))
    return number


@pytest.fixture
def known(desk: Desk) -> Desk:
    desk.claim("2026-01734", 125_000)
    desk.act(AddAccount(desk.debtor, "NL20INGB0001234567"))
    desk.act(AddContactPoint(desk.debtor, ContactKind.MAIL, "Piet@VanDam.example"))
    desk.act(AddDebtorNumber(desk.creditor, desk.debtor, "D40017"))
    return desk


@pytest.mark.parametrize(
    ("text", "said", "method", "confidence"),
    [
        ("Betreft factuur 2026-01734 van oktober", {}, M.CLAIM_NUMBER, 80),
        ("factuur 202601734", {}, M.CLAIM_NUMBER, 80),
        ("rekening NL20 INGB 0001 2345 67", {}, M.IBAN, 75),
        ("Goedemiddag", {"from_mail": "piet@vandam.example"}, M.MAIL, 75),
        ("Doorgestuurd\nVan: Piet <piet@vandam.example>", {}, M.MAIL, 75),
        ("debiteurnummer D40017", {}, M.DEBTOR_NUMBER, 65),
        ("Goedemiddag", {"from_name": "van Dam Bouw"}, M.NAME, 40),
        ("Geachte heer,\n\nHet spijt ons.\n\nMet vriendelijke groet,\nVan Dam Bouw", {}, M.NAME, 40),
        ("Factuur 2026-01734, rekening NL20INGB0001234567", {}, M.CLAIM_NUMBER, 84),
    ],
)
def test_what_points_to_a_case(known: Desk, text: str, said: dict[str, str], method: M, confidence: int) -> None:
    (one,) = found(known, text, **said)
    assert (one.case_id, one.method, one.confidence) == (known.case, method, confidence)


def test_the_number_of_a_case(known: Desk) -> None:
    (one,) = found(known, f"Betreft: dossier {number_of(known)}")
    assert (one.case_id, one.method) == (known.case, M.CASE_NUMBER)


@pytest.mark.parametrize(
    "text",
    ["", "U heeft € 1.250,00 gewonnen op 01-10-2026! Bel 020-1234567.", "2026", "Met groet, P. Jansen"],
)
def test_what_points_to_nobody(known: Desk, text: str) -> None:
    assert found(known, text) == ()


def test_several_cases_stand_by_how_likely_they_are(known: Desk) -> None:
    debtor = known.act(AddParty(PartyFacts("Transportbedrijf De Snelle")))
    other = known.act(OpenCase(debtor, TODAY, owner_person_id=known.actor.person))
    some = found(known, f"dossier {number_of(known)}", from_name="Van Dam Bouw")
    assert some[0].case_id == known.case
    number: str = known.database.value("SELECT number FROM cases WHERE id = ?", (other,))
    both = found(known, f"dossier {number_of(known)} en dossier {number}, factuur 2026-01734")
    assert [one.case_id for one in both] == [known.case, other]
    assert both[0].confidence > both[1].confidence


def test_who_acts_for_a_debtor_is_known_by_his_mail(known: Desk) -> None:
    counsel = known.act(AddParty(PartyFacts("Kredietbank Oost")))
    known.act(AddContactPoint(counsel, ContactKind.MAIL, "post@kredietbank.example"))
    known.act(AddRepresentation(known.debtor, counsel, Acting(RepresentativeRole.DEBT_COUNSELLOR)))
    (one,) = found(known, "Wij vragen om een saldo-opgave", from_mail="post@kredietbank.example")
    assert (one.case_id, one.party_id) == (known.case, counsel)


def test_what_nobody_knew_is_found_once_somebody_does(desk: Desk) -> None:
    assert found(desk, "factuur 2026-01734") == ()
    desk.claim("2026-01734", 125_000)
    assert list(refresh.look_anew(desk.database, TODAY)) == [1]
    assert desk.database.fetch("SELECT case_id, method FROM post_candidate") == [(desk.case, "claim_number")]
