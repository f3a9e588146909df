"""What a letter needs before it is words, and what it asks for."""

from dataclasses import fields, replace
from pathlib import Path

import pytest

from casebook.domain.letters.extras import EXTRAS
from casebook.domain.letters.facts import Sender, Writer
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.money import ZERO
from casebook.errors import InputError, Refused
from casebook.letters.engine import templates
from casebook.letters.written import missing, written
from casebook.words import LANGUAGES, say
from tests.letters.made import ON, claim, facts


def test_it_asks_for_what_is_open() -> None:
    said = facts(LetterKind.REMINDER)
    assert written(said, templates()).asks == said.total == 50_001 + 50_002 + 2 * (1_234 + 4_000)


def test_an_extra_that_is_needed_is_named() -> None:
    with pytest.raises(Refused) as refused:
        written(facts(LetterKind.FOURTEEN_DAY, extras={}), templates())
    assert (refused.value.code, refused.value.parameters["field"]) == ("letter.field_missing", "costs_after")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_missing_is_named_in_words_with_where_it_is_filled_in(language: str) -> None:
    paths = [f"sender.{one.name}" for one in fields(Sender)] + [f"writer.{one.name}" for one in fields(Writer)]
    paths += ["last_day", "addressee.mail", "addressee.lines", *(name for extras in EXTRAS.values() for name in extras)]
    for path in paths:
        refused = missing(LetterKind.REMINDER, path)
        told = say(refused.code, refused.parameters, language)
        assert "." not in told.split(": ")[1].split(". ")[0], told
    said = say("letter.field_missing", missing(LetterKind.REMINDER, "writer.phone").parameters, "nl")
    assert "telefoonnummer van de behandelaar" in said
    assert "(g l)" in said


@pytest.mark.parametrize(
    ("extras", "code", "place"),
    [
        ({"costs_after": "12"}, "letter.extra_wrong", "costs_after"),
        ({"costs_after": True}, "letter.extra_wrong", "costs_after"),
        ({"costs_after": 4_000, "cost_after": 1}, "letter.extra_unknown", "cost_after"),
    ],
)
def test_an_extra_of_another_name_or_type_is_refused(extras: dict[str, object], code: str, place: str) -> None:
    with pytest.raises(InputError) as error:
        written(facts(LetterKind.FOURTEEN_DAY, extras=extras), templates())
    assert (error.value.code, error.value.parameters["place"]) == (code, place)


def test_a_needed_text_of_blanks_alone_is_missing() -> None:
    with pytest.raises(Refused) as refused:
        written(facts(LetterKind.COMPLAINT_DECIDED, extras={"received_on": ON, "text": " \n "}), templates())
    assert refused.value.parameters["field"] == "text"


@pytest.mark.parametrize("reserved", [None, (), ("the costs", "the guarantee")])
def test_of_several_there_may_be_none(tmp_path: Path, reserved: tuple[str, ...] | None) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "remission_offer.md").write_text(
        "+++\nchecked = 2026-11-22\n+++\n# S\n\n"
        "{% for one in reserved %}\n- {{ one }}\n{% else %}\nNothing.\n{% endfor %}\n"
        "\n{% if reserved | length > 1 %}\nBoth.\n{% endif %}\n"
    )
    said = facts(LetterKind.REMISSION_OFFER, "en", full=False)
    body = written(replace(said, extras={**said.extras, "reserved": reserved}), templates(tmp_path)).body
    assert body == ("- the costs\n- the guarantee\n\nBoth.\n" if reserved else "Nothing.\n")


def test_nobody_is_asked_to_pay_into_no_account() -> None:
    with pytest.raises(Refused) as refused:
        written(facts(LetterKind.REMINDER, sender=Sender("Bouwmaat")), templates())
    assert refused.value.parameters["field"] == "sender.iban"


def test_nobody_is_asked_for_nothing() -> None:
    paid = replace(claim(1, full=False, name="1"), principal=ZERO)
    with pytest.raises(Refused) as refused:
        written(facts(LetterKind.REMINDER, claims=(paid,)), templates())
    assert refused.value.code == "letter.asks_nothing"


def test_a_guarantor_is_asked_for_no_more_than_his_maximum() -> None:
    asked = [
        written(
            facts(LetterKind.GUARANTOR_DEMAND, extras={"main_debtor": "De Molen", "at_most": most}), templates()
        ).asks
        for most in (None, 10_000, 99_999_999)
    ]
    total = facts(LetterKind.GUARANTOR_DEMAND).total
    assert asked == [total, 10_000, total]
