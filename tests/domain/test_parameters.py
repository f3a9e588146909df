"""Parameters as text: one canonical form, and everything comes back as it was."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.parameters import Value, decode, encode

values: st.SearchStrategy[Value] = st.none() | st.text() | st.integers() | st.dates()
parameters = st.dictionaries(st.text(), values)


@given(parameters)
def test_everything_comes_back_as_it_was(given_: Mapping[str, Value]) -> None:
    back = decode(encode(given_))
    assert back == given_
    assert {name: type(value) for name, value in back.items()} == {name: type(value) for name, value in given_.items()}


@given(parameters, st.randoms(use_true_random=False))
def test_there_is_one_form(given_: Mapping[str, Value], random: Any) -> None:
    shuffled = list(given_.items())
    random.shuffle(shuffled)
    assert encode(dict(shuffled)) == encode(given_)


def test_the_form() -> None:
    text = encode({"until": date(2026, 12, 14), "number": "2026-12-14", "claim": 7, "name": "Öztürk", "none": None})
    assert text == '{"claim":7,"name":"Öztürk","none":null,"number":"2026-12-14","until":{"$day":"2026-12-14"}}'


def test_a_parameter_may_be_called_as_a_day_is_marked() -> None:
    assert decode(encode({"$day": "2026-12-14"})) == {"$day": "2026-12-14"}


@pytest.mark.parametrize("value", [Decimal(1), datetime(2026, 11, 21, 12, 0, tzinfo=UTC), object()])
def test_other_types_are_a_fault(value: Any) -> None:
    with pytest.raises(TypeError):
        encode({"value": value})
