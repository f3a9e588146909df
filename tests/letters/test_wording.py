"""What our letters may and may not say, whoever they go to and in whatever tone."""

import re
from dataclasses import replace

import pytest

from casebook import format as form
from casebook.domain.letters.facts import Addressee, LetterFacts
from casebook.domain.letters.kinds import ASKS, FRIENDLY, THREATENS, TO_OTHERS, LetterKind, Tone
from casebook.domain.money import ZERO
from casebook.letters.engine import templates
from casebook.letters.plain import lines
from casebook.letters.written import written
from casebook.words import LANGUAGES
from tests.letters.made import facts

TO_DEBTORS = sorted(set(LetterKind) - TO_OTHERS)
# Kinds whose tone is not always the same (domain/letters/tone.py); what ends an agreement is said in one way alone.
IN_EACH_TONE = sorted(
    (THREATENS | FRIENDLY | {LetterKind.UPDATED_STATEMENT, LetterKind.NOT_REACHED}) - {LetterKind.DISSOLUTION}
)

# Extras that are the name of somebody.
NAMES = ("main_debtor", "to_whom", "assignee")


def said(of: LetterFacts) -> str:
    """Return a letter as a debtor reads it, each paragraph on a line."""
    return "\n".join(lines(written(of, templates()), 10_000))


def to_consumer(kind: LetterKind, language: str) -> LetterFacts:
    """Return facts of a letter to a consumer himself."""
    made = facts(kind, language)
    claims = tuple(replace(one, costs=ZERO) for one in made.claims)
    return replace(made, consumer=True, claims=claims, addressee=replace(made.addressee, role=""))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", TO_DEBTORS)
def test_only_the_fourteen_day_letter_announces_collection_costs_to_a_consumer(kind: LetterKind, language: str) -> None:
    named = re.search(r"incassokosten|collection costs", said(to_consumer(kind, language)))
    assert bool(named) == (kind is LetterKind.FOURTEEN_DAY)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", TO_DEBTORS)
def test_only_what_threatens_names_who_would_collect(kind: LetterKind, language: str) -> None:
    # Who asked what we know of him is told whom we gave it to.
    if kind not in THREATENS | {LetterKind.DATA_REQUEST_ANSWER}:
        assert not re.search(r"deurwaarder|incassobureau|bailiff|collection agency", said(to_consumer(kind, language)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(ASKS))
def test_who_is_asked_to_pay_is_not_told_about_limitation(kind: LetterKind, language: str) -> None:
    assert not re.search(r"verjaar|verjaring|limitation|barred", said(facts(kind, language)), re.IGNORECASE)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(ASKS))
def test_what_is_contested_is_named_where_the_claims_are_asked_for(kind: LetterKind, language: str) -> None:
    made = facts(kind, language)
    text = written(made, templates())
    if text.asks and text.specified:
        assert form.money(sum(one.contested for one in made.claims), language) in text.body


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", LetterKind)
@pytest.mark.parametrize("full", [True, False])
def test_a_name_that_ends_in_a_full_stop_ends_no_sentence(kind: LetterKind, language: str, *, full: bool) -> None:
    name = "Bouwmaat B.V."
    made = facts(kind, language, full=full)
    named = replace(
        made,
        debtor=name,
        addressee=replace(made.addressee, name=name),
        sender=replace(made.sender, name=name),
        extras={**made.extras, **{field: name for field in NAMES if field in made.extras}},
    )
    assert ".." not in said(named)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", TO_DEBTORS)
def test_who_acts_for_the_debtor_is_told_whose_debt_it_is(kind: LetterKind, language: str) -> None:
    text = said(facts(kind, language, debtor="Pietersen", addressee=Addressee("Bakker", "natural", role="lawyer")))
    assert re.search(r"voor Pietersen|for Pietersen|van Pietersen|of Pietersen", text)
    assert not re.search(r"\b(?:uw schuld|your debt)\b", text, re.IGNORECASE)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", IN_EACH_TONE)
def test_each_tone_speaks_differently(kind: LetterKind, language: str) -> None:
    for consumer in (True, False):
        bodies = {said(replace(facts(kind, language, tone=tone), consumer=consumer)) for tone in Tone}
        assert len(bodies) >= (2 if kind in FRIENDLY else 3)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_guarantor_without_a_maximum_is_asked_for_all(language: str) -> None:
    made = facts(LetterKind.GUARANTOR_DEMAND, language, full=False)
    assert "at_most" not in made.extras
    assert written(made, templates()).asks == made.total


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("relation", ["part", "heir", "", None])
def test_only_who_is_liable_for_all_is_called_so(language: str, relation: str | None) -> None:
    made = facts(LetterKind.CO_DEBTOR_DEMAND, language)
    joint = {"nl": "hoofdelijk", "en": "jointly and severally"}[language]
    assert joint in said(made)
    assert joint not in said(replace(made, extras={**made.extras, "relation": relation}))
