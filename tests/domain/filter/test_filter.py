"""The language of the filter: what is read, what is not, what may follow, and that no text is too much for it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.filter.choices import ACTIONS, BANDS, CLAIMS, DEBTORS, HAS, SEGMENTS, STATES, TRACKS, Choice
from casebook.domain.filter.complete import MOST, complete
from casebook.domain.filter.fields import FIELDS
from casebook.domain.filter.parse import parse
from casebook.domain.filter.terms import Field, Op, Parsed, Term
from casebook.domain.filter.vocabulary import EMPTY, Entry, Vocabulary
from casebook.domain.limitation.facts import UNKNOWN_KIND
from casebook.domain.relation.segment import Segment
from casebook.domain.search import fold
from casebook.law.book import book
from casebook.store.models.cases import CaseState, NextKind, TrackKind
from casebook.store.models.parties import PartyKind

TODAY = date(2026, 11, 21)  # a Saturday
HOLIDAYS = book().holidays
KNOWN = Vocabulary(
    handlers=(Entry("m.jansen", "M. Jansen"), Entry("p.devries", "P. de Vries")),
    teams=(Entry("Noord"),),
    cities=(Entry("Den Haag"), Entry("'s-Hertogenbosch"), Entry("Haarlem"), Entry('A "b" c')),
    tags=(Entry("vip"),),
    creditors=(Entry("W", "Wij B.V."),),
)
IS = Op.IS

READ = {
    "": (),
    "jan  de vries": tuple(Term(Field.WORD, IS, (word,)) for word in ("jan", "de", "vries")),
    "+31 6-12345678 10:30": tuple(Term(Field.WORD, IS, (word,)) for word in ("+31", "6-12345678", "10:30")),
    '"track:R x': (Term(Field.PHRASE, IS, ("track:R x",)),),
    '!jan !"de vries"': (
        Term(Field.WORD, IS, ("jan",), negated=True),
        Term(Field.PHRASE, IS, ("de vries",), negated=True),
    ),
    "Track:R,d spoor=regeling": (
        Term(Field.TRACK, IS, ("arrangement", "dispute")),
        Term(Field.TRACK, IS, ("arrangement",)),
    ),
    "!track:ins": (Term(Field.TRACK, IS, ("insolvency",), negated=True),),
    "do:check": (Term(Field.DO, IS, ("check_payment", "check_promise", "check_evidence")),),
    "band:rood,2": (Term(Field.BAND, IS, ("1", "2")),),
    "handler:IK,jan": (Term(Field.HANDLER, IS, ("me", "jan")),),
    'city:"Den Haag",utrecht': (Term(Field.CITY, IS, ("Den Haag", "utrecht")),),
    "has:history-missing": (Term(Field.HAS, IS, ("history_missing",)),),
    "open>5000": (Term(Field.OPEN, Op.MORE, (500_000,)),),
    "open>=1.234,56": (Term(Field.OPEN, Op.AT_LEAST, (123_456,)),),
    "open<1234.5": (Term(Field.OPEN, Op.LESS, (123_450,)),),
    "open:1.234,": (Term(Field.OPEN, IS, (123_400,)),),
    "safe<90d": (Term(Field.SAFE, Op.LESS, (date(2027, 2, 19),)),),
    "safe<90": (Term(Field.SAFE, Op.LESS, (date(2027, 2, 19),)),),
    "by<=+7d": (Term(Field.BY, Op.AT_MOST, (date(2026, 11, 28),)),),
    "next>31-12": (Term(Field.NEXT, Op.MORE, (date(2026, 12, 31),)),),
    "next:today,ma": (Term(Field.NEXT, IS, (TODAY, date(2026, 11, 23))),),
    "volgende<=+10w": (Term(Field.NEXT, Op.AT_MOST, (date(2026, 12, 4),)),),
    "opened>1-12": (Term(Field.OPENED, Op.MORE, (date(2025, 12, 1),)),),
    # On the way to something: nothing yet, and no trouble.
    'track: open> open>. track:, city:"" tag:- !': (),
    "track:R,": (Term(Field.TRACK, IS, ("arrangement",)),),
}
WRONG = {
    "jan foo:bar": ("filter_terms.unknown_field", "foo"),
    "track:zz": ("filter_terms.unknown_value", "zz"),
    "!track:R,zz": ("filter_terms.unknown_value", "zz"),
    "open>5000,x": ("filter_terms.no_amount", "5000,x"),
    "open:x": ("filter_terms.no_amount", "x"),
    "safe<31-13 jan": ("filter_terms.no_day", "31-13"),
    "track<R": ("filter_terms.no_order", "track<R"),
    "next<ma,di": ("filter_terms.one_value", "ma,di"),
}


def read(text: str) -> Parsed:
    return parse(text, TODAY, HOLIDAYS)


@pytest.mark.parametrize("text", READ)
def test_what_is_read(text: str) -> None:
    assert read(text) == Parsed(READ[text], ())


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_is_pointed_at(text: str) -> None:
    code, wrong = WRONG[text]
    (trouble,) = read(text).troubles
    assert (trouble.code, text[trouble.start : trouble.end]) == (code, wrong)


def test_the_rest_of_a_filter_is_read_beside_what_is_wrong() -> None:
    assert read("jan track:R,zz foo:1 open>x").terms == (
        Term(Field.WORD, IS, ("jan",)),
        Term(Field.TRACK, IS, ("arrangement",)),
    )


PIECES = st.sampled_from(
    [
        *(name for shape in FIELDS for name in (*shape.nl, *shape.en)),
        *":<>=!,\" '-+.;",
        *("<=", ">=", "R", "jan", "90d", "1.234,56", "31-12", "ik", "Den Haag"),
        *("\t", "İ", "ß", "\u2003", "\x1b[31m", "[/b]", "9" * 30),
    ]
)
TEXTS = st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=12).map("".join))


@given(TEXTS)
def test_any_text_is_read_or_its_fault_lies_in_it(text: str) -> None:
    parsed = read(text)
    for trouble in parsed.troubles:
        assert 0 <= trouble.start < trouble.end <= len(text)


@given(TEXTS, st.integers(-1, 60), st.sampled_from(["nl", "en"]), st.sampled_from([EMPTY, KNOWN]))
def test_what_is_offered_is_never_worse_than_what_stands_there(
    text: str, caret: int, language: str, known: Vocabulary
) -> None:
    start, end, options = complete(text, caret, known, language)
    assert len(options) <= MOST
    if options:
        assert 0 <= start <= end <= len(text)
    for option in options:
        completed = text[:start] + option.text + text[end:]
        assert len(read(completed).troubles) <= len(read(text).troubles), completed


@pytest.mark.parametrize(
    ("text", "language", "offered"),
    [
        ("tr", "nl", ["spoor:"]),
        ("sp", "en", ["track:"]),
        ("jan geo", "nl", ["geopend<"]),
        ("track:R,d", "nl", ["dispuut", "schuldhulp"]),
        ("behandelaar:v", "nl", ["p.devries"]),
        ("handler:", "en", ["me", "nobody", "m.jansen", "p.devries"]),
        ('!city:"ha', "nl", ["Haarlem", '"Den Haag"']),
        ("tag:", "nl", ["vip"]),
        ("foo:", "nl", []),
        ("track<", "nl", []),
        ('"tr', "nl", []),
        ("next:+3", "en", ["30d"]),
    ],
)
def test_what_may_follow(text: str, language: str, offered: list[str]) -> None:
    found = complete(text, len(text), KNOWN, language)
    assert [option.text for option in found.options] == offered


def test_a_name_that_is_changed_takes_its_value_with_it() -> None:
    found = complete("jan !open:R bakker", 7, EMPTY, "en")
    assert (found.start, found.end) == (5, 11)
    assert [option.text for option in found.options] == ["open>", "opened<"]


@pytest.mark.parametrize(
    ("choices", "codes"),
    [
        (TRACKS, set(TrackKind)),
        (STATES, set(CaseState)),
        (ACTIONS, set(NextKind)),
        (CLAIMS, {*book().limitation.kinds, UNKNOWN_KIND} - {"running_interest"}),
        (DEBTORS, set(PartyKind)),
        (SEGMENTS, set(Segment)),
    ],
)
def test_the_choices_are_all_there_are(choices: tuple[Choice, ...], codes: set[str]) -> None:
    assert {choice.code for choice in choices} == codes


@pytest.mark.parametrize("choices", [TRACKS, STATES, ACTIONS, CLAIMS, DEBTORS, SEGMENTS, BANDS, HAS])
def test_no_name_means_two_things(choices: tuple[Choice, ...]) -> None:
    for choice in choices:
        for name in (choice.nl, choice.en, choice.code):
            assert [one.code for one in choices if fold(name) in (fold(one.nl), fold(one.en), fold(one.code))] == [
                choice.code
            ]
