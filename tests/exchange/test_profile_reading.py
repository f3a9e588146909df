"""Profiles: those that are shipped can be read, the template knows every key, and a wrong key is named."""

import re
import tomllib
from pathlib import Path

import pytest

from casebook.domain.capacity import Capacity
from casebook.domain.default import Agreed
from casebook.errors import InputError
from casebook.exchange.history import KINDS
from casebook.exchange.profile import ITEM_FIELDS, KindRule
from casebook.exchange.profile_reading import SHIPPED, load, names, read
from casebook.law.book import book
from casebook.words import LANGUAGES, say

CLAIMS = book().limitation.kinds
TEMPLATE = (SHIPPED / "template.toml").read_text("utf-8")
OFF = re.compile(r"^#(\w+ = .*)$", re.MULTILINE)


def own(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "eigen.toml"
    path.write_text(text, "utf-8")
    return path


def refused(tmp_path: Path, text: str) -> InputError:
    path = own(tmp_path, text)
    with pytest.raises(InputError) as error:
        read(path, CLAIMS)
    for language in LANGUAGES:
        assert path.name in say(error.value.code, error.value.parameters, language)
    return error.value


@pytest.mark.parametrize("name", names())
def test_a_shipped_profile_is_found_by_its_name_and_explains_itself(name: str) -> None:
    profile = load(name, CLAIMS)
    assert profile.name == name
    assert set(profile.note) == set(LANGUAGES)


def test_the_profiles_that_are_shipped() -> None:
    assert names() == ("history-nl", "ibm", "open-items-nl", "template")
    assert set(load("history-nl", CLAIMS).history) == set(KINDS)
    assert load("ibm", CLAIMS).currency_fixed
    assert load("open-items-nl", CLAIMS).receivables is not None


def test_a_kind_is_never_contract_by_default() -> None:
    rules = load("open-items-nl", CLAIMS).receivables
    assert rules is not None
    assert rules.kinds == ()


def test_the_template_names_every_field_and_every_table() -> None:
    content = tomllib.loads(TEMPLATE)
    assert set(content["receivables"]["columns"]) == set(ITEM_FIELDS)
    assert {kind: set(table["columns"]) for kind, table in content["history"].items()} == {
        kind: set(known.fields) for kind, known in KINDS.items()
    }


def test_every_key_that_is_off_in_the_template_is_real(tmp_path: Path) -> None:
    off = [found[1] for found in OFF.finditer(TEMPLATE)]
    assert [line.partition(" ")[0] for line in off] == ["sheet", "fixed"]
    assert read(own(tmp_path, TEMPLATE.replace(f"#{off[0]}", off[0])), CLAIMS).file.sheet == "Blad1"
    fixed = TEMPLATE.replace(f"#{off[1]}", off[1]).replace('currency = "Valuta"\n', "", 1)
    assert read(own(tmp_path, fixed), CLAIMS).currency_fixed


def keys(table: dict[str, object], place: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = []
    for name, value in table.items():
        found.append((*place, name))
        if isinstance(value, dict):
            found += keys(value, (*place, name))
        if isinstance(value, list) and value and isinstance(value[0], dict):
            found += keys(value[0], (*place, name))
    return found


def test_the_template_explains_in_both_languages() -> None:
    comments = [line for line in TEMPLATE.splitlines() if line.startswith("# ")]
    assert sum(" nl: " in line for line in comments) == sum(" en: " in line for line in comments) > 20


def test_the_template_has_every_key_that_a_shipped_profile_uses() -> None:
    known = set(keys(tomllib.loads(OFF.sub(r"\1", TEMPLATE))))
    # Under `values` stand words of the file, under `history.<kind>` the same keys for each kind.
    anywhere = {place[-1] for place in known}
    for name in names():
        for place in keys(tomllib.loads((SHIPPED / f"{name}.toml").read_text("utf-8"))):
            assert place in known or "values" in place or (place[0] == "history" and place[-1] in anywhere), place


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('team = "Bijzonder Beheer"', "", "team"),
        ('decimal = ","', 'decimal = ";"', "file.decimal"),
        ('decimal = ","', 'decimal = ","\nkomma = true', "file.komma"),
        ('encoding = "utf-8"', 'encoding = "utf-7"', "file.encoding"),
        ('thousands = "."', 'thousands = ","', "file.thousands"),
        ('days = ["%d-%m-%Y"', 'days = ["%d %B"', "file.days"),
        ('due_on = "Vervaldatum"\n', "", "receivables.columns.due_on"),
        ('due_on = "Vervaldatum"', 'due_on = "Vervaldatum"\ndue_day = "X"', "receivables.columns.due_day"),
        ("[receivables.values.disputed]", "[receivables.values.geblokkeerd]", "receivables.values.geblokkeerd"),
        ('kind = "consumer_energy"', 'kind = "energie"', "receivables.kind[0].kind"),
        ('why = "Levering van energie aan consumenten"', "", "receivables.kind[0].why"),
        ('column = "Status"', "", "receivables.skip[0].column"),
        ('also = ["kvk", "btw_id"]', 'also = ["naam"]', "receivables.recognise.also"),
        ("shorter_than_percent = 70", "shorter_than_percent = 101", "receivables.list.shorter_than_percent"),
        ("complete = true", 'complete = "ja"', "receivables.list.complete"),
        ('credit_notes = "skip"', 'credit_notes = "boeken"', "receivables.credit_notes"),
        ('may_be_absent = ["email"', 'may_be_absent = ["amount"', "receivables.may_be_absent"),
        ('may_be_absent = ["email"', 'may_be_absent = ["currency"', "receivables.may_be_absent"),
        ("[history.assignments.columns]", "[history.cessies.columns]", "history.cessies"),
        ('#fixed = "EUR"', 'fixed = "EUR"', "currency.fixed"),
        ('#fixed = "EUR"', 'fixed = "USD"', "currency.fixed"),
        ('currency = "Valuta"\n', "", "currency.fixed"),
    ],
)
def test_a_wrong_key_is_named(tmp_path: Path, old: str, new: str, key: str) -> None:
    assert old in TEMPLATE
    assert refused(tmp_path, TEMPLATE.replace(old, new, 1)).parameters["key"] == key


def test_a_creditor_comes_from_the_profile_or_from_a_column(tmp_path: Path) -> None:
    without = TEMPLATE.replace('creditor = "HOLDING"\n', "", 1)
    assert read(own(tmp_path, without), CLAIMS).creditor is None
    column = re.compile(r'^creditor = "Administratie"\n', re.MULTILINE)
    assert read(own(tmp_path, column.sub("", TEMPLATE)), CLAIMS).creditor == "HOLDING"
    assert refused(tmp_path, column.sub("", without)).parameters["key"] == "receivables.columns.creditor"


def test_what_is_no_profile_is_refused(tmp_path: Path) -> None:
    error = refused(tmp_path, 'name = "a"\nteam = \n')
    assert (error.code, error.parameters["line"]) == ("import.profile.not_toml", 2)
    assert refused(tmp_path, "#" * 2_000_000).code == "import.profile.too_large"
    with pytest.raises(InputError) as unknown:
        load("onbekend", CLAIMS)
    assert unknown.value.code == "import.profile.not_found"
    assert Path(str(unknown.value.parameters["folder"]), "template.toml").is_file()
    assert "open-items-nl" in say(unknown.value.code, unknown.value.parameters, "nl")


@pytest.mark.parametrize(
    ("group", "capacity", "fits"),
    [
        ("Energie", Capacity.CONSUMER, True),
        ("Energie", Capacity.BUSINESS, False),
        ("Energie", None, False),
        ("Water", Capacity.CONSUMER, False),
        (None, Capacity.CONSUMER, False),
    ],
)
def test_a_rule_speaks_of_group_and_capacity(group: str | None, capacity: Capacity | None, fits: bool) -> None:
    rule = KindRule("consumer_energy", "", frozenset({"energie"}), Capacity.CONSUMER, Agreed.CONTRACT)
    assert rule.fits(group, capacity) is fits
