"""The catalogues are complete, alike in both languages and compiled, and every code of the program stands in them."""

import argparse
import ast
import re
import string
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from babel.messages.pofile import read_po

from casebook import words
from casebook.domain.calendar import Term
from casebook.ui.dialogs.goto import PLACES

PACKAGE = Path(words.__file__).parent
CODE = re.compile(r"[a-z_]+(\.[a-z_0-9]+)+")
FILLED_IN = "[a-z_0-9.]+"
ENDING = re.compile(re.escape(FILLED_IN) + "(_[a-z_]+)")
FILE_NAME = re.compile(r".*\.(toml|json|log|mo|po)")
ARGPARSE = "argparse.po"


class Sentence(NamedTuple):
    """What a catalogue says for a msgid: one form, or one for each number."""

    forms: tuple[str, ...]
    fuzzy: bool


@cache
def catalogue(language: str, *, argparse_too: bool = False) -> dict[str, Sentence]:
    """Read the sentences of all subjects; argparse's own, whose msgids are no codes, only when asked."""
    sentences = {}
    for path in sorted((words.CATALOGUES / language).glob("*.po")):
        if path.name == ARGPARSE and not argparse_too:
            continue
        with path.open("rb") as file:
            for message in read_po(file, abort_invalid=True):
                if message.id:
                    code = message.id[0] if message.pluralizable else message.id
                    said = message.string or ""
                    forms = (said,) if isinstance(said, str) else tuple(said)
                    sentences[str(code)] = Sentence(forms, message.fuzzy)
    return sentences


def fields(form: str) -> set[tuple[str, str]]:
    return {(name, spec or "") for _, name, spec, _ in string.Formatter().parse(form) if name is not None}


NL, EN = (catalogue(language) for language in words.LANGUAGES)


def days_in_order() -> dict[str, set[str]]:
    """Return how the days are named whose order is checked, with the files: a refusal says them."""
    found: dict[str, set[str]] = {}
    for path in sorted((PACKAGE / "store").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("in_order"):
                for keyword in node.keywords:
                    if keyword.arg is not None:
                        found.setdefault(keyword.arg, set()).add(path.name)
    return found


def test_a_day_whose_order_is_checked_has_a_word() -> None:
    named = days_in_order()
    assert "due_on" in named
    assert {name: files for name, files in named.items() if f"word.{name}" not in NL} == {}


def test_both_languages_say_the_same_codes() -> None:
    nl, en = (catalogue(language, argparse_too=True) for language in words.LANGUAGES)
    assert nl.keys() - en.keys() == set(), "only in Dutch"
    assert en.keys() - nl.keys() == set(), "only in English"
    assert len(NL) > 20


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_nothing_is_left_untranslated(language: str) -> None:
    sentences = catalogue(language, argparse_too=True)
    assert [
        code for code, said in sentences.items() if said.fuzzy or not all(form.strip() for form in said.forms)
    ] == []


def test_what_limitation_counts_has_one_name_in_dutch() -> None:
    called = {code for code, said in NL.items() if any(re.search(r"(?i)\bklok(ken)?\b", form) for form in said.forms)}
    assert called == set()


def test_both_languages_fill_the_same_fields_in_the_same_form() -> None:
    def all_fields(said: Sentence) -> set[tuple[str, str]]:
        return set().union(*(fields(form) for form in said.forms))

    different = {
        code: (sorted(all_fields(NL[code])), sorted(all_fields(EN[code])))
        for code in NL.keys() & EN.keys()
        if all_fields(NL[code]) != all_fields(EN[code]) or len(NL[code].forms) != len(EN[code].forms)
    }
    assert different == {}


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_field_has_a_form_that_exists(language: str) -> None:
    unknown = {
        code: spec
        for code, said in catalogue(language).items()
        for form in said.forms
        for name, spec in fields(form)
        # What is counted is a number, and without a form only a text can be said.
        if not name.isidentifier() or (spec and spec not in words._FORMS) or (name == "count" and not spec)
    }
    assert unknown == {}


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_the_compiled_catalogue_is_newer_than_its_sources(language: str) -> None:
    folder = words.CATALOGUES / language
    compiled = folder / "LC_MESSAGES" / "casebook.mo"
    advice = "compile the catalogues: python casebook/locale/build_hook.py"
    assert compiled.exists(), advice
    newer = [path.name for path in folder.glob("*.po") if path.stat().st_mtime > compiled.stat().st_mtime]
    assert newer == [], f"{advice} ({', '.join(newer)} changed)"


def texts(node: ast.AST) -> Iterator[str]:
    """Every text in Python source as a pattern; what an f-string fills in may be any part of a code."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.JoinedStr):
            yield "".join(
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else FILLED_IN for part in child.values
            )
            for part in child.values:
                yield from texts(part)
        elif isinstance(child, ast.Constant) and isinstance(child.value, str):
            yield re.escape(child.value)
        else:
            yield from texts(child)


@cache
def texts_by_file() -> dict[Path, set[str]]:
    """The texts in every module but the build hook, which runs before there are catalogues."""
    modules = [path for path in PACKAGE.rglob("*.py") if path.parent != words.CATALOGUES]
    return {path.relative_to(PACKAGE): set(texts(ast.parse(path.read_text("utf-8")))) for path in modules}


def written_out(pattern: str) -> str:
    """Return the code that a pattern is, where nothing is filled in."""
    return pattern.replace("\\.", ".")


def is_said(pattern: str) -> bool:
    """Tell whether the catalogues say a code that a pattern may be."""
    if FILLED_IN not in pattern:
        return written_out(pattern) in NL
    return any(re.fullmatch(pattern, code) for code in NL)


def could_be_code(pattern: str) -> bool:
    """Tell whether a pattern reads like a code whose subject, its first part, is written out."""
    example = pattern.replace(FILLED_IN, "0").replace("\\.", ".")
    return CODE.fullmatch(example) is not None


@cache
def codes_in_source() -> dict[str, set[str]]:
    """The codes that stand in the program, as patterns, each with the files they stand in.

    What looks like a code is one if its first part is a subject of the catalogues or the name of its module or
    package; `letter.sent_on`, the place of a field, is none.
    """
    subjects = {code.partition(".")[0] for code in NL}
    codes: dict[str, set[str]] = {}
    for place, patterns in texts_by_file().items():
        for pattern in filter(could_be_code, patterns):
            if pattern.partition("\\")[0] in {*subjects, *place.with_suffix("").parts}:
                codes.setdefault(pattern, set()).add(str(place))
    return codes


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def key_ids() -> set[str]:
    """The names by which keys are rebound: they read like codes and are none."""
    found = {f"goto.{place}" for place in PLACES}
    for path in (PACKAGE / "ui").rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
                continue
            last = _text(call.args[-1]) if call.args else ""
            if call.func.id == "place_key":
                found.add(last)
            elif call.func.id == "case_key":
                found.add(f"case.{last}")
            elif call.func.id == "Binding":
                found |= {_text(one.value) for one in call.keywords if one.arg == "id"}
    return found


def endings_in_source() -> set[str]:
    """What an f-string puts after a code to say a variant of it, such as `_open`."""
    patterns = set().union(*texts_by_file().values())
    return {found[1] for found in map(ENDING.fullmatch, patterns) if found}


def test_every_code_of_the_program_is_in_the_catalogues() -> None:
    names = set(map(re.escape, key_ids()))
    missing = [
        written_out(pattern).replace(FILLED_IN, "…") + " in " + ", ".join(sorted(files))
        for pattern, files in codes_in_source().items()
        if not is_said(pattern) and not FILE_NAME.fullmatch(pattern) and pattern not in names
    ]
    assert not missing, "\n".join(sorted(missing))


def test_every_code_of_the_catalogues_is_used() -> None:
    endings = ("", *endings_in_source())
    whole = {written_out(pattern) + ending for pattern in codes_in_source() for ending in endings}
    filled_in = "|".join(pattern for pattern in codes_in_source() if FILLED_IN in pattern)
    patterns = re.compile(f"({filled_in})({'|'.join(endings)})")
    unused = [code for code in NL if code not in whole and not patterns.fullmatch(code)]
    assert not unused, "\n".join(unused)


def test_argparse_finds_every_word_it_looks_up() -> None:
    """Of the words below only a programmer could ever see those left out: they are about a parser built wrongly."""
    for_programmers = re.compile(
        r"conflicting |\.__call__|'required' is|mutually exclusive|.*is not callable|cannot |dest= is|argument \"-\""
        r"|invalid (option string|conflict_resolution)|unknown parser"
    )
    source = ast.parse(Path(argparse.__file__).read_text("utf-8"))
    looked_up = {
        call.args[0].value
        for call in ast.walk(source)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in {"_", "ngettext"}
        and isinstance(call.args[0], ast.Constant)
    }
    assert "usage: " in looked_up
    sentences = catalogue("nl", argparse_too=True)
    assert {text for text in looked_up if not for_programmers.match(str(text))} - sentences.keys() == set()


def test_argparse_words_keep_their_placeholders() -> None:
    placeholders = re.compile(r"%(?:\(\w+\))?[sr]")
    for language in words.LANGUAGES:
        own = catalogue(language, argparse_too=True).keys() - catalogue(language).keys()
        said = catalogue(language, argparse_too=True)
        for text in own:
            for form in said[text].forms:
                assert sorted(placeholders.findall(form)) == sorted(placeholders.findall(text)), form


@pytest.mark.parametrize(
    ("term", "nl", "en"),
    [
        (Term(1, "years"), "1 jaar", "1 year"),
        (Term(5, "years"), "5 jaar", "5 years"),
        (Term(1, "months"), "1 maand", "1 month"),
        (Term(9, "months"), "9 maanden", "9 months"),
        (Term(14, "days"), "14 dagen", "14 days"),
        (Term(1, "weeks"), "1 week", "1 week"),
    ],
)
def test_a_length_of_time(term: Term, nl: str, en: str) -> None:
    assert words._FORMS["term"](term, "nl") == nl
    assert words._FORMS["term"](term, "en") == en


def say(template: str, monkeypatch: pytest.MonkeyPatch, **parameters: object) -> str:
    monkeypatch.setattr(words, "_template", lambda *_: template)
    return words.say("any.code", parameters, "nl")


def test_fields_are_filled_in_their_form(monkeypatch: pytest.MonkeyPatch) -> None:
    said = say(
        "{who}: {amount:money}, {on:day}, {rate:percent}, {count:number}",
        monkeypatch,
        who="Bakkerij De Molen",
        amount=1248015,
        on=date(2026, 11, 21),
        rate=Decimal("10.15"),
        count=12480,
    )
    assert said == "Bakkerij De Molen: €\N{NO-BREAK SPACE}12.480,15, 21-11-2026, 10,15%, 12.480"


def test_text_from_outside_is_cleaned_and_never_a_template(monkeypatch: pytest.MonkeyPatch) -> None:
    assert say("{name}", monkeypatch, name="{amount:money} \x1b]0;t\x07[/b]\nx") == "{amount:money} [/b] x"


def test_a_path_is_said_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    path = "/" + "folder/" * 40 + "settings.toml"
    assert say("{file:path}", monkeypatch, file=path) == path


def test_a_value_without_a_form_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(TypeError):
        say("{amount}", monkeypatch, amount=5)


def test_an_unknown_code_is_a_fault_and_never_shown() -> None:
    with pytest.raises(words.UnknownCode):
        words.say("no.such_code", {}, "nl")
