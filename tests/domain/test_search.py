"""Search: the fold that orders and compares names, the terms of a record, and what finds them again."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.phonetic import phonetic
from casebook.domain.search import TermKind, fold, prefix_range, query_terms, sort_name, terms

WORDS = st.text(string.ascii_lowercase, min_size=4, max_size=16)
NAMES = st.lists(WORDS, min_size=1, max_size=4, unique=True)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Łukasz Öztürk", "lukasz ozturk"),
        ("Bjørn Strauß", "bjorn strauss"),
        ("IRMAK I\N{LATIN SMALL LETTER DOTLESS I}k", "irmak iik"),
        ("İzmir Döner", "izmir doner"),
        ("ĳsbrand Æbelø", "ijsbrand aebelo"),
        ("Bakkerij  De\tMolen B.V.", "bakkerij de molen bv"),
        ("A.B.C. Beheer", "abc beheer"),
        ("J.P. van 't Hof", "jp van t hof"),
        ("J.van Dam", "j van dam"),
        ("O'Neill & Zn.", "oneill zn"),
        ("O\N{RIGHT SINGLE QUOTATION MARK}Neill", "oneill"),
        ("'s-Hertogenbosch", "s hertogenbosch"),
        ("[/b] Holding", "b holding"),
        ("A [x=2] Advies", "a x 2 advies"),
        ("24/7 Service", "24 7 service"),
        ("Иванов", "иванов"),
        ("!!!", ""),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_a_fold_has_letters_digits_and_single_spaces(text: str) -> None:
    folded = fold(text)
    assert all(word.isalnum() for word in folded.split(" ") if folded)


@pytest.mark.parametrize(
    ("name", "sorted_as"),
    [
        ("J. van der Berg", "berg j van der"),
        ("J.P. van der Berg", "berg jp van der"),
        ("J. P. van 't Hof", "hof j p van t"),
        ("Th. de Boer", "boer th de"),
        ("Dhr. J. de Vries", "vries dhr j de"),
        ("Mevrouw Bakker", "bakker mevrouw"),
        ("De Waard vof", "waard vof de"),
        ("Van den Heuvel Transport B.V.", "heuvel transport bv van den"),
        ("Jan de Vries", "jan de vries"),
        ("Vries, Jan de", "vries jan de"),
        ("Bakkerij de Molen", "bakkerij de molen"),
        ("A.B.C. Beheer", "beheer abc"),
        ("'t Hoekje", "hoekje t"),
        ("De", "de"),
        ("J.", "j"),
        ("", ""),
    ],
)
def test_sort_name(name: str, sorted_as: str) -> None:
    assert sort_name(name) == sorted_as


@given(st.text())
def test_a_sort_name_loses_no_word(name: str) -> None:
    assert sorted(sort_name(name).split()) == sorted(fold(name).split())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("dijk", "dyk"),
        ("dijk", "deik"),
        ("meijer", "meier"),
        ("meyer", "meijer"),
        ("kuyper", "kuiper"),
        ("jansen", "janssen"),
        ("visser", "visscher"),
        ("bos", "bosch"),
        ("claassen", "klaasen"),
        ("claessen", "klaassen"),
        ("schmidt", "smit"),
        ("philips", "filips"),
        ("gerritsz", "gerrits"),
        ("zwart", "swart"),
        ("vischer", "fischer"),
        ("thijssen", "tijssen"),
        ("couwenberg", "kauwenberg"),
        ("cornelissen", "kornelisen"),
        ("lucas", "lukas"),
        ("brand", "brandt"),
        ("quist", "kwist"),
    ],
)
def test_names_that_sound_alike(one: str, other: str) -> None:
    assert phonetic(one) == phonetic(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("bakker", "dekker"), ("jansen", "hansen"), ("berg", "burg"), ("mulder", "molenaar"), ("smit", "smeets")],
)
def test_names_that_sound_different(one: str, other: str) -> None:
    assert phonetic(one) != phonetic(other)


@st.composite
def slips(draw: st.DrawFn) -> tuple[str, str]:
    """A name, and a word of it with one slip of the pen."""
    words = draw(NAMES)
    word = draw(st.sampled_from(words))
    at = draw(st.integers(0, len(word) - 1))
    letter = draw(st.sampled_from(string.ascii_lowercase))
    misspelt = draw(
        st.sampled_from(
            [
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at + 1 :],
                word[:at] + letter + word[at:],
                word + letter,
                word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
            ]
        )
    )
    return " ".join(words).title(), misspelt


@given(slips())
def test_a_misspelt_word_still_finds_the_name(slip: tuple[str, str]) -> None:
    name, misspelt = slip
    (near,) = query_terms(misspelt).near
    assert near & terms(TermKind.NAME, name)


@given(st.lists(st.text(min_size=1)).map(" ".join))
def test_the_terms_of_a_name_are_bounded(name: str) -> None:
    assert len(terms(TermKind.NAME, name)) <= 60


def test_a_long_name_has_many_terms_and_no_more_than_allowed() -> None:
    name = " ".join(letter + "abcdefghijk" for letter in string.ascii_lowercase[:20])
    assert 50 < len(terms(TermKind.NAME, name)) <= 60


@given(NAMES, st.data())
def test_the_beginning_of_a_word_is_a_range_that_holds_it(words: list[str], data: st.DataObject) -> None:
    name = " ".join(words)
    word = data.draw(st.sampled_from(words))
    typed = data.draw(st.integers(1, len(word)))
    found = query_terms(word[:typed]).last
    assert found is not None
    assert any(found.low <= term < found.high for term in terms(TermKind.NAME, name))


@given(st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1), st.text(st.characters(codec="utf-8")))
def test_a_range_is_the_same_in_bytes(prefix: str, term: str) -> None:
    low, high = prefix_range(prefix)
    for candidate in (term, prefix + term, prefix[:-1] + term):
        within = low.encode() <= candidate.encode() < high.encode()
        assert within == (low <= candidate < high)
        if "\U0010ffff" not in candidate:
            assert within == candidate.startswith(prefix)


@pytest.mark.parametrize(
    ("kind", "kept", "typed"),
    [
        (TermKind.PHONE, "+31 (0)6 1234 5678", "06-12345678"),
        (TermKind.PHONE, "06 12345678", "0031612345678"),
        (TermKind.PHONE, "06 12345678", "+31612"),
        (TermKind.PHONE, "06 12345678", "5678"),
        (TermKind.PHONE, "06 12345678", "345678"),
        (TermKind.PHONE, "+32 470 12 34 56", "0032470"),
        (TermKind.PHONE, "+32 470 12 34 56", "0470/12.34.56"),
        (TermKind.PHONE, "06 12345678", "31612345678"),
        (TermKind.PHONE, "06 12345678", "6 1234 5678"),
        (TermKind.PHONE, "06 12345678", "tel. 06-1234 5678"),
        (TermKind.PHONE, "14 020", "14020"),
        (TermKind.PHONE, "112", "112"),
        (TermKind.ADDRESS, "1234 AB 12-a", "12a, 1234AB"),
        (TermKind.INSOLVENCY, "F.10/25/311", "f 10/25/311"),
        (TermKind.INSOLVENCY, "F.10/25/311", "10/25/311"),
        (TermKind.INSOLVENCY, "F.10/25/311", "C/10/25/311 F"),
        (TermKind.INSOLVENCY, "F.01/25/9 (toezicht)", "F.1/25/009"),
        (TermKind.INSOLVENCY, "NL:TZ:0000123456:F001", "nl.tz.0000123456"),
        (TermKind.INSOLVENCY, "NL:TZ:0000123456:F001", "123456"),
        (TermKind.KVK, "12345678", "KvK-nr. 12345678"),
        (TermKind.IBAN, "NL91ABNA0417164300", "nl91 abna 0417"),
        (TermKind.IBAN, "NL91ABNA0417164300", "417164300"),
        (TermKind.IBAN, "NL91ABNA0417164300", "0417 1643 00"),
        (TermKind.IBAN, "NL91ABNA0417164300", "4300"),
        (TermKind.KVK, "12345678", "1234 5678"),
        (TermKind.KVK, "12345678", "5678"),
        (TermKind.NUMBER, "F-2026/00123", "f2026 00123"),
        (TermKind.NUMBER, "F-2026/00123", "123"),
        (TermKind.NUMBER, "F-2026/00123", "00123"),
        (TermKind.NUMBER, "2026-0017", "20260017"),
        (TermKind.ADDRESS, "1234 AB 12a", "1234ab"),
        (TermKind.ADDRESS, "1234 AB 12a", "1234 ab 12"),
    ],
)
def test_a_number_is_found_as_people_type_it(kind: TermKind, kept: str, typed: str) -> None:
    found = terms(kind, kept)
    query = query_terms(typed)
    assert any(low <= term < high for low, high in (*query.numbers, *query.otherwise) for term in found)


def test_whole_numbers_in_a_name_are_found() -> None:
    assert {"24", "7"} <= terms(TermKind.NAME, "Slotenservice 24/7")


def test_several_words_are_looked_for_each_and_the_last_may_be_unfinished() -> None:
    query = query_terms("Bakkerij de Mol")
    assert query.words == ("bakkerij", "de")
    assert query.last == ("mol", "mol\U0010ffff")
    assert query.numbers == ()
    assert len(query.near) == 2


@pytest.mark.parametrize("text", ["", "   ", "!?"])
def test_nothing_typed_looks_for_nothing(text: str) -> None:
    assert query_terms(text) == ((), None, (), (), ())
