"""Tags: given and taken away in one go, each once."""

import pytest

from casebook.domain.tags import LONGEST, word
from casebook.store.actions.tags import MOST, SetTags
from casebook.store.actions.undo import RedoStep, UndoStep, last_step
from casebook.store.queries import tags
from tests.store.actions.desk import Desk
from tests.store.actions.refusal import refused


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Spoed", "spoed"),
        ("#VIP", "vip"),
        (" eerst  bellen ", "eerst-bellen"),
        ("\x1b[31mrood", "rood"),
        ("Łódź", "łódź"),
        (" # , ", ""),
        ("x" * 99, "x" * LONGEST),
    ],
)
def test_a_tag_is_one_word_in_lower_case(typed: str, kept: str) -> None:
    assert word(typed) == kept


def test_words_are_given_and_taken_away_and_come_back(desk: Desk) -> None:
    desk.act(SetTags(desk.case, ("Spoed", "spoed", "VIP")))
    assert tags.of_case(desk.database, desk.case) == ("spoed", "vip")
    desk.act(SetTags(desk.case, ("nieuw",), ("vip", "onbekend")))
    assert tags.of_case(desk.database, desk.case) == ("nieuw", "spoed")
    step = last_step(desk.database, desk.actor.person or 0)
    assert step is not None
    desk.act(UndoStep(step))
    assert tags.of_case(desk.database, desk.case) == ("spoed", "vip")
    desk.act(RedoStep(step))
    assert tags.of_case(desk.database, desk.case) == ("nieuw", "spoed")


def test_what_changes_nothing_is_no_line_of_the_log(desk: Desk) -> None:
    desk.act(SetTags(desk.case, ("vip",)))
    lines = desk.database.value("SELECT max(number) FROM log")
    desk.act(SetTags(desk.case, ("vip",), ("weg",)))
    # A word that is both given and taken away stays.
    desk.act(SetTags(desk.case, ("vip",), ("VIP",)))
    assert desk.database.value("SELECT max(number) FROM log") == lines


def test_no_words_and_too_many_are_refused(desk: Desk) -> None:
    refused("tags.none_given", desk.act, SetTags(desk.case, (" ",), ("#",)))
    words = tuple(f"w{number}" for number in range(MOST))
    desk.act(SetTags(desk.case, words))
    assert refused("tags.too_many", desk.act, SetTags(desk.case, ("een",)))["most"] == MOST
    desk.act(SetTags(desk.case, ("een",), words[:1]))


def test_the_words_in_use_are_each_there_once(desk: Desk) -> None:
    other = desk.second_case()
    desk.act(SetTags(desk.case, ("b", "a")))
    desk.act(SetTags(other, ("b", "ç")))
    assert tags.known(desk.database) == ("a", "b", "ç")
    assert tags.known(desk.database, 2) == ("a", "b")
