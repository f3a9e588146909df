"""Profiles: TOML files that say how one sender writes its lists, and what the office makes of them.

A profile is found by its name among those shipped, or by the path of an own file. Strictly read: a key that is
missing, unknown or malformed is an error that names the file and the key.
"""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from casebook.domain.capacity import Capacity
from casebook.domain.default import Agreed
from casebook.domain.limitation.facts import UNKNOWN_KIND
from casebook.errors import InputError
from casebook.exchange import profile_file
from casebook.exchange.history.kinds import KINDS
from casebook.exchange.parties import PARTY_KINDS
from casebook.exchange.profile import ITEM_FIELDS, ITEM_REQUIRED, KindRule, Profile, Receivables, SkipRule
from casebook.exchange.sheets.cells import Section
from casebook.exchange.sheets.form import ENCODINGS, FileForm
from casebook.exchange.sheets.values import day_pattern
from casebook.law.schema import Table
from casebook.text import clean_line
from casebook.words import LANGUAGES

SHIPPED = Path(__file__).parent / "profiles"
# Of the capacity and of what was agreed.
UNKNOWN = "unknown"
EURO = "EUR"

# By what a debtor may be recognised beside the customer number, and what only raises a flag.
RECOGNISE_ALSO = ("kvk", "btw_id")
RECOGNISE_FLAGS = ("name_postcode",)

_DECIMALS = (",", ".")
_THOUSANDS = ("", ".", ",", " ", "'", "\N{NO-BREAK SPACE}")
_DELIMITERS = (";", ",", "\t", "|")
_QUOTES = ('"', "'", "")


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


def _line(table: Table, key: str) -> str:
    """Take out a text that is shown and stored as it is: one line, not long, nothing a terminal would obey."""
    value = table.text(key)
    if clean_line(value) != value or not value.strip():
        raise InputError("import.profile.line", file=table.file, key=key)
    return value


def _profile(table: Table, kinds: Collection[str]) -> Profile:
    name, note = _line(table, "name"), _note(table)
    file = _file(table.table("file"))
    fixed, euro = _currency(table.table("currency"))
    team = _line(table, "team")
    creditor = table.text("creditor") if table.has("creditor") else None
    receivables = _receivables(table.table("receivables"), kinds, creditor) if table.has("receivables") else None
    history = _history(table.table("history"), creditor) if table.has("history") else {}
    table.done()
    if receivables is not None and fixed == ("currency" in receivables.section.columns):
        raise _wrong(table, "currency.fixed", "import.profile.currency")
    return Profile(name, note, file, team, fixed, euro, creditor, receivables, history)


def _wrong(table: Table, name: str, code: str) -> InputError:
    return InputError(code, file=table.file, key=table.path(name))


def _note(table: Table) -> Mapping[str, str]:
    note = table.table("note")
    said = {language: note.text(language) for language in LANGUAGES}
    note.done()
    return said


def _file(table: Table) -> FileForm:
    form = FileForm(
        encoding=_choice(table, "encoding", tuple(ENCODINGS), "utf-8"),
        delimiter=_choice(table, "delimiter", _DELIMITERS, ","),
        quote=_choice(table, "quote", _QUOTES, '"'),
        decimal=_choice(table, "decimal", _DECIMALS),
        thousands=_choice(table, "thousands", _THOUSANDS),
        days=table.texts("days"),
        empty=frozenset(table.texts("empty")) if table.has("empty") else frozenset(),
        sheet=table.text("sheet") if table.has("sheet") else None,
    )
    for pattern in form.days:
        try:
            day_pattern(pattern)
        except ValueError:
            raise _wrong(table, "days", "import.profile.days") from None
    if form.decimal == form.thousands:
        raise _wrong(table, "thousands", "import.profile.thousands")
    table.done()
    return form


def _choice(table: Table, name: str, choices: tuple[str, ...], default: str | None = None) -> str:
    """Take out one of a few texts, which may be empty or a tab, where `default` is None one that must be there."""
    if default is not None and not table.has(name):
        return default
    value = table.take(name)
    if value not in choices:
        raise table.wrong(name, "choice", choices=tuple(repr(choice) for choice in choices))
    return str(value)


def _currency(table: Table) -> tuple[bool, frozenset[str]]:
    """Return whether the file names no currency, and the texts that mean euro."""
    fixed = table.has("fixed")
    if fixed:
        table.choice("fixed", {EURO: EURO})
    euro = frozenset(text.casefold() for text in table.texts("euro")) if table.has("euro") else {EURO.casefold()}
    table.done()
    return fixed, frozenset(euro)


def _section(table: Table, fields: Collection[str], required: Collection[str]) -> Section:
    columns = table.table("columns")
    for name in required:
        if not columns.has(name):
            columns.take(name)
    titles = {name: columns.text(name) for name in columns.names() if name in fields}
    columns.done()
    values = _values(table.table("values"), titles) if table.has("values") else {}
    optional = [name for name in titles if name not in required]
    return Section(titles, values, frozenset(_some(table, "may_be_absent", optional)))


def _values(table: Table, fields: Collection[str]) -> Mapping[str, Mapping[str, str]]:
    values = {}
    for name in table.names():
        if name not in fields:
            continue
        words = table.table(name)
        values[name] = {text.casefold(): words.text(text) for text in words.names()}
    table.done()
    return values


def _receivables(table: Table, kinds: Collection[str], creditor: str | None) -> Receivables:
    section = _section(table, ITEM_FIELDS, ITEM_REQUIRED if creditor else (*ITEM_REQUIRED, "creditor"))
    if "currency" in section.may_be_absent:
        raise _wrong(table, "may_be_absent", "import.profile.currency")
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
        recognise_also=_some(recognise, "also", RECOGNISE_ALSO),
        recognise_flags=_some(recognise, "flag", RECOGNISE_FLAGS),
        complete=whole.flag("complete"),
        shorter_than_percent=whole.integer("shorter_than_percent"),
    )
    if not 0 <= receivables.shorter_than_percent <= 100:
        raise _wrong(whole, "shorter_than_percent", "import.profile.percent")
    for part in (recognise, whole, table):
        part.done()
    return receivables


def _some(table: Table, name: str, choices: Sequence[str]) -> tuple[str, ...]:
    found = table.texts(name) if table.has(name) else ()
    if any(text not in choices for text in found):
        raise table.wrong(name, "choice", choices=choices)
    return found


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
        sections[kind] = _section(part, own.fields, required)
        part.done()
    table.done()
    return sections
