"""Profiles: TOML files that say how one sender writes its lists, and what the office makes of them.

A profile is found by its name among those shipped, or by the path of an own file. Strictly read: a key that is
missing, unknown or malformed is an error that names the file and the key.
"""

from collections.abc import Collection, Mapping
from pathlib import Path

from casebook.domain.capacity import Capacity
from casebook.domain.default import Agreed
from casebook.domain.limitation.facts import UNKNOWN_KIND
from casebook.exchange import profile_file
from casebook.exchange import profile_parts as parts
from casebook.exchange.history.kinds import KINDS
from casebook.exchange.parties import PARTY_KINDS
from casebook.exchange.profile import ITEM_FIELDS, ITEM_REQUIRED, KindRule, Profile, Receivables, SkipRule
from casebook.exchange.sheets.cells import Section
from casebook.law.schema import Table
from casebook.words import LANGUAGES

SHIPPED = Path(__file__).parent / "profiles"
# Of the capacity and of what was agreed.
UNKNOWN = "unknown"

# By what a debtor may be recognised beside the customer number, and what only raises a flag.
RECOGNISE_ALSO = ("kvk", "btw_id")
RECOGNISE_FLAGS = ("name_postcode",)


def names() -> tuple[str, ...]:
    """Return the names of the profiles that are shipped."""
    return profile_file.names(SHIPPED)


def load(named: str, kinds: Collection[str]) -> Profile:
    """Return the profile of that name, or the one in the file of that path; `kinds` are the kinds of claim there are.

    Raises `InputError` naming the file and the key.
    """
    return read(profile_file.find(SHIPPED, named), kinds)


def read(path: Path, kinds: Collection[str]) -> Profile:
    """Return the profile in a file; raises `InputError` naming the file and the key."""
    return profile_file.read(path, lambda table: _profile(table, kinds))


def _profile(table: Table, kinds: Collection[str]) -> Profile:
    name, note = parts.one_line(table, "name"), parts.note(table)
    file = parts.file_form(table.table("file"))
    fixed, euro = parts.currency(table.table("currency"))
    team = parts.one_line(table, "team")
    creditor = table.text("creditor") if table.has("creditor") else None
    receivables = _receivables(table.table("receivables"), kinds, creditor) if table.has("receivables") else None
    history = _history(table.table("history"), creditor) if table.has("history") else {}
    table.done()
    if receivables is not None and fixed == ("currency" in receivables.section.columns):
        raise parts.wrong(table, "currency.fixed", "import.profile.currency")
    return Profile(name, note, file, team, fixed, euro, creditor, receivables, history)


def _receivables(table: Table, kinds: Collection[str], creditor: str | None) -> Receivables:
    section = parts.section(table, ITEM_FIELDS, ITEM_REQUIRED if creditor else (*ITEM_REQUIRED, "creditor"))
    if "currency" in section.may_be_absent:
        raise parts.wrong(table, "may_be_absent", "import.profile.currency")
    capacities = {word.value: word for word in Capacity}
    agreements = {word.value: word for word in Agreed}
    recognise, whole = table.table("recognise"), table.table("list")
    receivables = Receivables(
        section=section,
        kinds=tuple(_kind(rule, kinds) for rule in table.tables("kind")) if table.has("kind") else (),
        skips=tuple(_skip(rule) for rule in table.tables("skip")) if table.has("skip") else (),
        capacity=table.choice("capacity", {**capacities, UNKNOWN: None}),
        agreed=table.choice("agreed", {**agreements, UNKNOWN: None}),
        party_kind=table.choice("party_kind", {kind: kind for kind in PARTY_KINDS})
        if table.has("party_kind")
        else None,
        language=table.choice("language", {word: word for word in LANGUAGES}) if table.has("language") else None,
        country=table.text("country") if table.has("country") else None,
        credit_notes_skipped=table.choice("credit_notes", {"skip": True, "refuse": False}),
        recognise_also=parts.some(recognise, "also", RECOGNISE_ALSO),
        recognise_flags=parts.some(recognise, "flag", RECOGNISE_FLAGS),
        complete=whole.flag("complete"),
        shorter_than_percent=whole.integer("shorter_than_percent"),
    )
    if not 0 <= receivables.shorter_than_percent <= 100:
        raise parts.wrong(whole, "shorter_than_percent", "import.profile.percent")
    for part in (recognise, whole, table):
        part.done()
    return receivables


def _kind(table: Table, kinds: Collection[str]) -> KindRule:
    rule = KindRule(
        kind=table.choice("kind", {kind: kind for kind in (*kinds, UNKNOWN_KIND)}),
        why=table.text("why"),
        product_groups=frozenset(group.casefold() for group in table.texts("product_groups"))
        if table.has("product_groups")
        else frozenset(),
        capacity=table.choice("capacity", {word.value: word for word in Capacity}) if table.has("capacity") else None,
        agreed=table.choice("agreed", {word.value: word for word in Agreed}) if table.has("agreed") else None,
    )
    table.done()
    return rule


def _skip(table: Table) -> SkipRule:
    rule = SkipRule(table.text("column"), frozenset(map(str.casefold, table.texts("equals"))), table.text("why"))
    table.done()
    return rule


def _history(table: Table, creditor: str | None) -> Mapping[str, Section]:
    sections = {}
    for kind in table.names():
        if kind not in KINDS:
            continue
        part, own = table.table(kind), KINDS[kind]
        required = own.required if creditor else (*own.required, "creditor")
        sections[kind] = parts.section(part, own.fields, required)
        part.done()
    table.done()
    return sections
