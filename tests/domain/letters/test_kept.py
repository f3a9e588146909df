"""The facts of a letter come back from the text they are kept as exactly as they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.letters.extras import EXTRAS, ExtraKind
from casebook.domain.letters.kept import facts_of, kept
from casebook.domain.letters.kinds import LetterKind
from tests.letters.made import facts


@pytest.mark.parametrize("kind", list(LetterKind))
@pytest.mark.parametrize("full", [True, False])
def test_every_kind_comes_back(kind: LetterKind, full: bool) -> None:
    said = facts(kind, full=full)
    assert facts_of(kept(said)) == said
    assert type(facts_of(kept(said)).tone) is type(said.tone)


@given(name=st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back(name: str) -> None:
    said = facts(LetterKind.SET_OFF, name=name)
    assert facts_of(kept(said)) == said


def test_what_was_not_given_stays_apart_from_what_is_empty() -> None:
    optional = {ExtraKind.LINES: (), ExtraKind.YES: False, ExtraKind.MONEY: 0, ExtraKind.LINE: "", ExtraKind.TEXT: ""}
    for kind, extras in EXTRAS.items():
        for name, extra in extras.items():
            for value in (None, optional.get(extra.kind)):
                said = facts(kind, full=False)
                with_it = facts(kind, full=False, extras={**said.extras, name: value})
                back = facts_of(kept(with_it)).extras
                assert back == with_it.extras
                assert type(back[name]) is type(value)


def test_equal_facts_are_kept_as_the_same_text() -> None:
    one = facts(LetterKind.FOURTEEN_DAY)
    turned = facts(LetterKind.FOURTEEN_DAY, extras=dict(reversed(list(one.extras.items()))))
    assert kept(one) == kept(turned)
