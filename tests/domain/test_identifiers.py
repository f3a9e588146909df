"""Numbers of parties, accounts and places: what is accepted, in which form it is kept, what is refused and why."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from casebook.domain import identifiers
from casebook.errors import Refused
from casebook.words import LANGUAGES, say

Check = Callable[[str], str]


@pytest.fixture(scope="module")
def values(test_data: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((test_data / "identifiers" / "stdnum-values.json").read_text("utf-8"))
    return found


@pytest.mark.parametrize(
    ("check", "text", "kept"),
    [
        (identifiers.kvk, "12345678", "12345678"),
        (identifiers.kvk, " 1234 56 78 ", "12345678"),
        (identifiers.kvk, "KvK 01234567", "01234567"),
        (identifiers.rsin, "8186.43.778", "818643778"),
        (identifiers.rsin, "RSIN 001241643", "001241643"),
        (identifiers.btw_id, "nl 8186.43.778.b01", "NL818643778B01"),
        (identifiers.btw_id, "818643778B01", "NL818643778B01"),
        (identifiers.btw_id, "NL4495445B01", "NL004495445B01"),
        (identifiers.iban, "nl91 abna 0417 1643 00", "NL91ABNA0417164300"),
        (identifiers.iban, "BE31 4354 1116 1155", "BE31435411161155"),
        (identifiers.postcode, "2601dc", "2601 DC"),
        (identifiers.postcode, "NL-2611 ET", "2611 ET"),
        (identifiers.postcode, "2611 ET\n", "2611 ET"),
    ],
)
def test_a_number_is_kept_in_one_form(check: Check, text: str, kept: str) -> None:
    assert check(text) == kept
    assert check(kept) == kept


@pytest.mark.parametrize(
    ("check", "text", "code"),
    [
        (identifiers.kvk, "", "kvk"),
        (identifiers.kvk, "1234567", "kvk"),
        (identifiers.kvk, "123456789012", "kvk"),
        (identifiers.kvk, "1234567\N{ARABIC-INDIC DIGIT EIGHT}", "kvk"),
        (identifiers.rsin, "818643779", "rsin"),
        (identifiers.rsin, "81864377", "rsin"),
        (identifiers.rsin, "123456789", "rsin"),
        (identifiers.btw_id, "BE0428759497", "btw_id"),
        (identifiers.btw_id, "", "btw_id"),
        (identifiers.iban, "NL91ABNA0417164301", "iban"),
        (identifiers.iban, "", "iban"),
        (identifiers.postcode, "0601 DC", "postcode"),
        (identifiers.postcode, "2611 SS", "postcode"),
        (identifiers.postcode, "26112 ET", "postcode"),
    ],
)
def test_what_is_wrong_is_refused_and_repeated(check: Check, text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        check(text)
    assert refused.value.code == f"identifiers.{code}"
    assert refused.value.parameters["value"] == text
    for language in LANGUAGES:
        assert text in say(refused.value.code, refused.value.parameters, language)


@pytest.mark.parametrize("text", ["111222333", "1112.22.333", "BSN: 111222333", "bsn 111222333"])
@pytest.mark.parametrize(
    "check",
    [identifiers.kvk, identifiers.rsin, identifiers.btw_id, identifiers.iban, identifiers.postcode],
)
def test_a_bsn_is_accepted_nowhere_and_not_repeated(check: Check, text: str) -> None:
    with pytest.raises(Refused) as refused:
        check(text)
    assert refused.value.code == "identifiers.bsn"
    assert refused.value.source == "UAVG 46"
    assert "111222333" not in str(refused.value)


@pytest.mark.parametrize("text", ["NL111222333B01", "NL 1112.22.333 B00"])
def test_a_btw_id_that_holds_a_bsn_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        identifiers.btw_id(text)
    assert refused.value.code == "identifiers.bsn"


def test_real_btw_ids(values: dict[str, Any]) -> None:
    """Each valid one is kept with its digits, or is one of a person from before 2020 and refused as holding a BSN."""
    holds_bsn = {"NL019077312B01", "NL066593931B01", "NL117621729B01", "NL167647672B01"}
    holds_bsn |= {"NL068357370B01", "NL68357370B01"}
    texts = set(values["nl_btw_id"]["valid"])
    assert holds_bsn < texts
    for text in texts - holds_bsn:
        kept = identifiers.btw_id(text)
        assert re.fullmatch(r"NL\d{9}B\d{2}", kept), text
        assert re.sub(r"\D", "", kept).lstrip("0") == re.sub(r"\D", "", text).lstrip("0")
    for text in holds_bsn:
        with pytest.raises(Refused) as refused:
            identifiers.btw_id(text)
        assert refused.value.code == "identifiers.bsn", text


def test_wrong_btw_ids(values: dict[str, Any]) -> None:
    wrong = values["nl_btw_id"]
    texts = [*wrong["InvalidFormat"], *wrong["InvalidLength"], *wrong["mangled_not_valid"]]
    assert len(texts) > 5
    for text in texts:
        with pytest.raises(Refused):
            identifiers.btw_id(text)


def test_real_account_numbers(values: dict[str, Any]) -> None:
    for text in values["iban"]["valid"]:
        assert identifiers.iban(text) == re.sub(r"[\s.-]", "", text).upper()
    for name in values["iban"].keys() - {"valid"}:
        for text in values["iban"][name]:
            with pytest.raises(Refused):
                identifiers.iban(text)


def test_forms_the_library_names(values: dict[str, Any]) -> None:
    for name, check in (("nl_postcode_doctest", identifiers.postcode), ("iban_doctest", identifiers.iban)):
        for example in values["single_valid"][name]:
            assert check(example["value"]) == example["normalised"]
