"""What profiles of all kinds of files share: how a file is written, its currency, and where its fields stand."""

from collections.abc import Collection, Mapping, Sequence

from casebook.errors import InputError
from casebook.exchange.sheets.cells import Section
from casebook.exchange.sheets.form import ENCODINGS, FileForm
from casebook.exchange.sheets.values import day_pattern
from casebook.law.schema import Table
from casebook.text import clean_line
from casebook.words import LANGUAGES

EURO = "EUR"
_DECIMALS = (",", ".")
_THOUSANDS = ("", ".", ",", " ", "'", "\N{NO-BREAK SPACE}")
_DELIMITERS = (";", ",", "\t", "|")
_QUOTES = ('"', "'", "")


def one_line(table: Table, key: str) -> str:
    """Take out a text that is shown and stored as it is: one line, not long, nothing a terminal would obey."""
    value = table.text(key)
    if clean_line(value) != value or not value.strip():
        raise InputError("import.profile.line", file=table.file, key=key)
    return value


def wrong(table: Table, name: str, code: str) -> InputError:
    """Return the error that a key cannot be as it is."""
    return InputError(code, file=table.file, key=table.path(name))


def note(table: Table) -> Mapping[str, str]:
    """Take out what the profile is for, in each language."""
    noted = table.table("note")
    said = {language: noted.text(language) for language in LANGUAGES}
    noted.done()
    return said


def file_form(table: Table) -> FileForm:
    """Take out how a file is written."""
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
            raise wrong(table, "days", "import.profile.days") from None
    if form.decimal == form.thousands:
        raise wrong(table, "thousands", "import.profile.thousands")
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


def currency(table: Table) -> tuple[bool, frozenset[str]]:
    """Return whether the file names no currency, and the texts that mean euro."""
    fixed = table.has("fixed")
    if fixed:
        table.choice("fixed", {EURO: EURO})
    euro = frozenset(text.casefold() for text in table.texts("euro")) if table.has("euro") else {EURO.casefold()}
    table.done()
    return fixed, frozenset(euro)


def section(table: Table, fields: Collection[str], required: Collection[str]) -> Section:
    """Take out where the fields of one kind of record stand; those that are required have a column."""
    columns = table.table("columns")
    for name in required:
        if not columns.has(name):
            columns.take(name)
    titles = {name: columns.text(name) for name in columns.names() if name in fields}
    columns.done()
    values = _values(table.table("values"), titles) if table.has("values") else {}
    optional = [name for name in titles if name not in required]
    return Section(titles, values, frozenset(some(table, "may_be_absent", optional)))


def _values(table: Table, fields: Collection[str]) -> Mapping[str, Mapping[str, str]]:
    values = {}
    for name in table.names():
        if name not in fields:
            continue
        words = table.table(name)
        values[name] = {text.casefold(): words.text(text) for text in words.names()}
    table.done()
    return values


def some(table: Table, name: str, choices: Sequence[str]) -> tuple[str, ...]:
    """Take out some of a few words, none where the key is missing."""
    found = table.texts(name) if table.has(name) else ()
    if any(text not in choices for text in found):
        raise table.wrong(name, "choice", choices=choices)
    return found
