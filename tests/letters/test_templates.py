"""Every template of both languages: it renders, says its amounts, and takes names of any kind as data."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from casebook import format as form
from casebook.domain.letters.facts import LetterText
from casebook.domain.letters.kinds import ASKS, LetterKind, Tone
from casebook.domain.money import ZERO
from casebook.letters.blocks import Block, Items, Paragraph, Place, Run, blocks
from casebook.letters.engine import templates
from casebook.letters.marking import on_a_line
from casebook.letters.plain import lines
from casebook.letters.written import written
from casebook.words import LANGUAGES
from tests.letters.made import HOSTILE, facts

KEYS = [(kind, language) for kind in LetterKind for language in LANGUAGES]
PLAIN_NAME = "Qqnaamqq"


def letter(kind: LetterKind, language: str, **given: object) -> LetterText:
    return written(facts(kind, language, **given), templates())  # type: ignore[arg-type]  # any field of the facts


def runs(said: tuple[Block, ...]) -> Iterator[tuple[Run, ...]]:
    for block in said:
        if isinstance(block, Paragraph):
            yield block.runs
        elif isinstance(block, Items):
            yield from block.items


def prose(text: LetterText) -> str:
    return "\n".join("".join(run.text for run in some) for some in runs(blocks(text.body)))


def changed(said: tuple[Block, ...], change: Callable[[str], str]) -> list[object]:
    """Return blocks with the text of every run changed."""

    def of(some: tuple[Run, ...]) -> tuple[Run, ...]:
        return tuple(Run(change(run.text), run.bold) for run in some)

    result: list[object] = []
    for block in said:
        if isinstance(block, Paragraph):
            result.append(Paragraph(of(block.runs)))
        elif isinstance(block, Items):
            result.append(Items(tuple(map(of, block.items)), block.numbered))
        else:
            result.append(block)
    return result


@pytest.mark.parametrize(("kind", "language"), KEYS)
def test_it_says_all_it_should(kind: LetterKind, language: str) -> None:
    for tone in Tone:
        for full in (True, False):
            text = letter(kind, language, full=full, tone=tone)
            said = prose(text)
            assert not re.search(r"\{\{|%\}|\*\*|None|True|False| [,.;:?)]|\( ", said), said
            assert text.subject
            assert "\n" not in text.subject
            assert bool(text.asks) == (Place.PAYMENT in blocks(text.body))
            assert not text.asks or form.money(text.asks, language) in "\n".join(lines(text, 200))


@pytest.mark.parametrize(("kind", "language"), KEYS)
def test_names_are_data(kind: LetterKind, language: str) -> None:
    plain = letter(kind, language, name=PLAIN_NAME)
    for name in HOSTILE:
        as_data(plain, name, full=True)


@given(
    key=st.sampled_from(KEYS),
    full=st.booleans(),
    name=st.one_of(st.text(alphabet="\\`*_[]<>&#|~!{}+-=:.)(1 \nx\"'$@", max_size=12), st.text(max_size=20)),
)
@example((LetterKind.REMINDER, "nl"), True, "1\n. ")
@settings(deadline=None)
def test_any_name_is_data(key: tuple[LetterKind, str], full: bool, name: str) -> None:
    assume(on_a_line(name))
    as_data(letter(*key, full=full, name=PLAIN_NAME), name, full=full)


def as_data(plain: LetterText, name: str, *, full: bool) -> None:
    """Check that a letter with a name is the letter with a plain name in which that name stands."""
    of = plain.facts
    text = letter(of.kind, of.language, full=full, name=name)
    shown = on_a_line(name)
    assert changed(blocks(text.body), str) == changed(blocks(plain.body), lambda said: said.replace(PLAIN_NAME, shown))
    assert text.subject == plain.subject.replace(PLAIN_NAME, shown)


@pytest.mark.parametrize(("kind", "language"), KEYS)
def test_what_follows_in_law_is_the_same_in_every_tone(kind: LetterKind, language: str) -> None:
    article = re.compile(r"\d:\d+|\bart(?:ikel|icle)\b")
    said = {
        tuple(some for some in runs(blocks(letter(kind, language, tone=tone).body)) if article.search(str(some)))
        for tone in Tone
    }
    assert len(said) == 1


@pytest.mark.parametrize(("kind", "language"), KEYS)
def test_only_what_asks_has_a_payment_block(kind: LetterKind, language: str) -> None:
    pays = templates().of[kind, language].front.pay
    others = {
        LetterKind.REMISSION_OFFER,
        LetterKind.PLAN_PROPOSAL,
        LetterKind.PLAN_CONFIRMATION,
        LetterKind.PHONE_CONFIRMATION,
    }
    assert not pays or kind in ASKS | others


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_fourteen_days_begin_with_delivery_and_the_costs_are_named(language: str) -> None:
    text = letter(LetterKind.FOURTEEN_DAY, language, last_day=None)
    said = prose(text)
    wording = {
        "nl": "binnen vijftien dagen nadat deze brief bij u is bezorgd",
        "en": "within fifteen days after this letter has been delivered to you",
    }
    assert wording[language] in said
    assert form.money(12_345, language) in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_interruption_reserves_the_whole_claim_whatever_is_contested(language: str) -> None:
    contested = facts(LetterKind.INTERRUPTION, language)
    undisputed = replace(contested, claims=tuple(replace(one, contested=ZERO) for one in contested.claims))
    said, other = (written(one, templates()).body for one in (contested, undisputed))
    assert said == other
    assert {"nl": "ondubbelzinnig", "en": "unambiguously"}[language] in said
    assert form.money(contested.total, language) in said
