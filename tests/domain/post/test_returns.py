"""What stands on a letter that came back, and which letter of ours it is."""

from datetime import date

import pytest

from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.proof import ReturnedAs
from casebook.domain.post.nature import PostNature
from casebook.domain.post.proposed import Posted, bounced, likeliest, proves
from casebook.domain.post.returns import came_back, reason_of

TO = "\nJ. Pietersen\nDorpsstraat 1\n1234 AB Ons Dorp\n"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("RETOUR AFZENDER" + TO + "vertrokken", ReturnedAs.MOVED),
        ("Retour\nafzender: niet\nafgehaald", ReturnedAs.UNCOLLECTED),
        ("PostNL retourzending. De afhaaltermijn is verstreken.", ReturnedAs.UNCOLLECTED),
        ("Return to sender - gone away", ReturnedAs.MOVED),
        ("terug aan afzender, geadresseerde overleden", ReturnedAs.DECEASED),
        ("Onbestelbaar: adres onvolledig", ReturnedAs.UNKNOWN_THERE),
        ("RETOUR AFZENDER ontvangst geweigerd", ReturnedAs.REFUSED),
        # Where he went is unknown, not the address itself.
        ("RETOUR AFZENDER" + TO + "Vertrokken, nieuw adres onbekend", ReturnedAs.MOVED),
        ("Return to sender: moved, new address unknown", ReturnedAs.MOVED),
        # A stamp says nothing else.
        (TO + "VERTROKKEN, NIEUW ADRES ONBEKEND", ReturnedAs.MOVED),
        (TO + "Vertrokken", ReturnedAs.MOVED),
        (TO + "verhuisd.", ReturnedAs.MOVED),
        (TO + "Gone away", ReturnedAs.MOVED),
        (TO + "Onbekend op dit adres", ReturnedAs.UNKNOWN_THERE),
        (TO + "ONBESTELBAAR - onbekend", ReturnedAs.UNKNOWN_THERE),
        (TO + "Not known at this address", ReturnedAs.UNKNOWN_THERE),
        # Of a form only what is ticked counts.
        ("RETOUR AFZENDER\n☒ onbekend op dit adres ☐ verhuisd ☐ geweigerd", ReturnedAs.UNKNOWN_THERE),
        ("RETOUR AFZENDER\n[ ] onbekend [x] verhuisd", ReturnedAs.MOVED),
        # Nobody chooses between two.
        ("RETOUR AFZENDER\nonbekend\nverhuisd\ngeweigerd", None),
        ("RETOUR AFZENDER\n☐ onbekend ☐ verhuisd", None),
        ("RETOUR AFZENDER", None),
    ],
)
def test_what_is_written_on_an_envelope_says_that_it_came_back_and_why(text: str, reason: ReturnedAs | None) -> None:
    assert came_back(text)
    assert reason_of(text) is reason


@pytest.mark.parametrize(
    "text",
    [
        "Ik ben verhuisd naar de Kerkstraat 2.",
        "Die meneer is vertrokken,\nzijn nieuwe adres is mij onbekend.",
        "Het is mij onbekend\nwaar u het over heeft.",
        "Mijn vader is overleden, ik ken uw brief niet.",
        "Ik retourneer de goederen.",
        "Uw brief was niet afgehaald, stuur hem opnieuw.",
        "Beste lezer. " * 400 + "Retour afzender",
    ],
)
def test_what_somebody_writes_is_no_envelope(text: str) -> None:
    assert not came_back(text)


def posted(**more: object) -> Posted:
    facts = {"tracking": "", "addressee": "J. Pietersen", "postcode": "1234 AB", "house_number": "1"}
    return Posted(**{**facts, "written_on": date(2026, 10, 12), **more})  # type: ignore[arg-type]  # by their names


def test_by_the_number_of_the_carrier_it_is_sure() -> None:
    letters = [posted(), posted(tracking="3SABCD1234567")]
    assert likeliest(f"RETOUR AFZENDER 3SABCD 1234567{TO}", letters) == ((1, 0), True)


def test_by_name_and_address_it_is_sure_where_one_letter_went_there() -> None:
    elsewhere = posted(postcode="9999 ZZ", house_number="9")
    assert likeliest("RETOUR AFZENDER" + TO, [elsewhere, posted()]) == ((1, 0), True)
    # The name alone may be anybody's, and at an address others may live.
    assert likeliest("RETOUR AFZENDER J. Pietersen", [posted()]) == ((0,), False)
    assert likeliest("RETOUR AFZENDER K. de Boer 1234AB 1", [posted()]) == ((0,), False)
    assert likeliest("RETOUR AFZENDER", []) == ((), False)


def test_of_two_that_went_to_one_address_the_day_that_stands_there_tells() -> None:
    letters = [posted(written_on=date(2026, 11, 2)), posted()]
    assert likeliest("RETOUR AFZENDER" + TO, letters) == ((0, 1), False)
    assert likeliest("RETOUR AFZENDER" + TO + "12-10-2026", letters) == ((1, 0), True)


def test_only_what_a_person_wrote_is_proposed_as_proof_and_only_of_what_needs_it() -> None:
    assert proves(None, [LetterKind.REMINDER, LetterKind.INTERRUPTION])
    assert not proves(None, [LetterKind.REMINDER])
    assert not any(proves(nature, [LetterKind.INTERRUPTION]) for nature in PostNature)


def test_what_may_still_arrive_did_not_come_back() -> None:
    assert bounced(PostNature.BOUNCED) is ReturnedAs.BOUNCED
    assert [bounced(one) for one in (None, PostNature.DELAYED, PostNature.AUTOMATIC)] == [None, None, None]
