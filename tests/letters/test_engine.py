"""The templates of the house go before ours, and whatever is wrong in one is an error that names the place."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Protocol

import pytest

from casebook.domain.letters.kinds import LetterKind
from casebook.errors import InputError
from casebook.letters.engine import templates
from casebook.letters.written import written
from tests.letters.made import facts

KIND, LANGUAGE = LetterKind.TERM_REMINDER, "en"
FRONT = "+++\nchecked = 2026-11-22\n+++\n# Your terms\n\n"
# The words of the body below begin on this line.
FIRST = 6


class Own(Protocol):
    """What writes a template of the house and returns the folder with it."""

    def __call__(self, text: str, name: str = ..., /) -> Path: ...


@pytest.fixture
def own(tmp_path: Path) -> Own:
    """Return what writes a template of the house and returns the folder with it."""

    def write(text: str, name: str = f"{KIND}.md", /) -> Path:
        path = tmp_path / LANGUAGE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return tmp_path

    return write


def body(folder: Path) -> str:
    return written(facts(KIND, LANGUAGE, name="Ann"), templates(folder)).body


def test_a_template_of_the_house_goes_before_ours(own: Own) -> None:
    folder = own(f"{FRONT}Dear {{{{ debtor }}}}.\n")
    assert body(folder) == "Dear Ann.\n"
    ours, theirs = (made.of[KIND, LANGUAGE] for made in (templates(), templates(folder)))
    assert ours.digest != theirs.digest
    assert (
        templates(folder).of[LetterKind.REMINDER, LANGUAGE].digest
        == templates().of[LetterKind.REMINDER, LANGUAGE].digest
    )


def test_a_part_of_the_house_changes_what_has_it(own: Own) -> None:
    folder = own("Hello {{ addressee.name }},\n", "_parts/salutation.md")
    said = facts(LetterKind.REMINDER, LANGUAGE, name="Ann")
    ours, theirs = (written(said, made) for made in (templates(), templates(folder)))
    assert theirs.body.startswith("Hello Ann,\n\n")
    assert ours.template != theirs.template


def test_a_file_that_changed_is_read_anew(own: Own) -> None:
    assert body(own(f"{FRONT}One.\n")) == "One.\n"
    assert body(own(f"{FRONT}Two and more.\n")) == "Two and more.\n"


def test_templates_are_read_once() -> None:
    assert templates() is templates()


def test_there_must_be_a_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        templates(tmp_path / "none")
    assert error.value.code == "letter.templates_folder"


@pytest.mark.parametrize(
    ("said", "code", "line", "field"),
    [
        ("{{ no_such }}", "field", 0, "no_such"),
        ("A\n\n{{ sender.no_such }}", "field", 2, "sender.no_such"),
        ("{% for term in terms %}\n- {{ term.amount }}\n{% endfor %}", "field", 1, "term.amount"),
        ("{{ pay_link }}", "field", 0, "pay_link"),
        ("{{ asked | money }}", "field", 0, "asked"),
        ("{{ text }}", "field", 0, "text"),
        ("{{ total | euro }}", "filter", 0, None),
        ("{{ total | day }}", "filtered", 0, "total"),
        ("{{ total }}", "form", 0, "total"),
        ("{{ on }}", "form", 0, "on"),
        ("{{ consumer }}", "form", 0, "consumer"),
        ("{{ terms }}", "form", 0, "terms"),
        ("{{ numbers | list }}", "unsure", 0, "numbers"),
        ("{{ last_day | day }}", "unsure", 0, "last_day"),
        ("{{ only.number }}", "unsure", 0, "only"),
        ("{% if only %}{{ only.due_on | day }}{% endif %}", "unsure", 0, "only.due_on"),
        ("{% if last_day or only %}{{ last_day | day }}{% endif %}", "unsure", 0, "last_day"),
        ("{% if not last_day %}A{% elif only %}B{% endif %}{{ last_day | day }}", "unsure", 0, "last_day"),
        ("{% for claim in claims %}{{ claim.due_on | day }}{% endfor %}", "unsure", 0, "claim.due_on"),
        ("{% if last_day > 3 %}A{% endif %}", "unsure", 0, "last_day"),
        ("{% for debtor in claims %}A{% endfor %}", "twice", 0, "debtor"),
        ("A\n{% set x = 1 %}", "statement", 1, None),
        ("{{ debtor.upper() }}", "statement", 0, None),
        ("{{ total + 1 }}", "statement", 0, None),
        ("{{ debtor ~ debtor }}", "statement", 0, None),
        ('{{ debtor["__class__"] }}', "statement", 0, None),
        ("{{ debtor.__class__ }}", "field", 0, "debtor.__class__"),
        ("{% macro x() %}{% endmacro %}", "statement", 0, None),
        ('{% include "none.md" %}', "part", 0, None),
        ('{% include "../../nl/_parts/closing.md" %}', "part", 0, None),
        ("{% include debtor %}", "statement", 0, None),
        ("{% if consumer %}", "syntax", 0, None),
        ("A\n\nArticle 6:82 says so.", "source", 2, None),
        ("{{ terms | length }}", "form", 0, "terms"),
        ("A\n::specification\n", "apart", 1, None),
        ("See ::specification", "apart", 0, None),
        ("::specification\n\n::specification", "place", None, None),
        ("::payment", "place", None, None),
    ],
)
def test_what_is_wrong_is_named_with_its_line(
    own: Own, said: str, code: str, line: int | None, field: str | None
) -> None:
    folder = own(f"{FRONT}{said}\n")
    with pytest.raises(InputError) as error:
        templates(folder)
    path = folder / LANGUAGE / f"{KIND}.md"
    assert error.value.code == f"letter.template_{code}"
    assert error.value.parameters["place"] == (str(path) if line is None else f"{path}:{FIRST + line}")
    assert error.value.parameters.get("field") == field


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("# No front\n", "front"),
        ("+++\nchecked = 2026-11-22\n", "front"),
        ("+++\nchecked =\n+++\n# S\n", "toml"),
        ("+++\nchecked = 2026-11-22\nsubject = 'x'\n+++\n# S\n", "key"),
        ("+++\npay = ['total']\n+++\n# S\n", "checked"),
        ("+++\nchecked = 'today'\n+++\n# S\n", "value"),
        ("+++\nchecked = 2026-11-22\npay = 'total'\n+++\n# S\n", "value"),
        ("+++\nchecked = 2026-11-22\nneeds = ['total']\n+++\n# S\n", "needs"),
        ("+++\nchecked = 2026-11-22\npay = ['debtor']\n+++\n# S\n", "pay"),
        ("+++\nchecked = 2026-11-22\n+++\nNo subject\n", "subject"),
        ("+++\nchecked = 2026-11-22\n+++\n# {{ no_such }}\n", "field"),
        ('+++\nchecked = 2026-11-22\n+++\n# {% include "closing.md" %}\n', "part"),
        (
            "+++\nchecked = 2026-11-22\nsources = ['BW 6:82']\n+++\n# S\n\n{% if firm %}Article 6:82.{% endif %}\n",
            "tone",
        ),
    ],
)
def test_what_stands_above_a_letter_is_checked(own: Own, said: str, code: str) -> None:
    with pytest.raises(InputError) as error:
        templates(own(said))
    assert error.value.code == f"letter.template_{code}"
    assert f"{KIND}.md" in str(error.value.parameters["place"])


def test_what_is_wrong_in_a_part_is_named_there(own: Own) -> None:
    folder = own("A\n{{ no_such }}\n", "_parts/closing.md")
    with pytest.raises(InputError) as error:
        templates(folder)
    assert error.value.parameters["place"] == f"{folder / LANGUAGE / '_parts' / 'closing.md'}:2"


def test_a_part_within_itself_is_an_error(own: Own) -> None:
    folder = own('{% include "closing.md" %}\n', "_parts/closing.md")
    with pytest.raises(InputError) as error:
        templates(folder)
    assert error.value.code == "letter.template_part"


@pytest.mark.parametrize("name", ["remindr.md", "../reminder.md", "_parts/no part.md"])
def test_a_file_of_no_letter_is_an_error(own: Own, name: str) -> None:
    with pytest.raises(InputError) as error:
        templates(own(FRONT, name))
    assert error.value.code == "letter.template_unknown"


def test_a_template_that_cannot_be_read_is_not_replaced_by_ours(own: Own) -> None:
    folder = own(FRONT)
    (folder / LANGUAGE / f"{KIND}.md").write_bytes(b"\xff")
    with pytest.raises(InputError) as error:
        templates(folder)
    assert error.value.code == "letter.template_read"
    (folder / LANGUAGE / f"{KIND}.md").unlink()
    (folder / LANGUAGE / f"{KIND}.md").symlink_to(folder / "gone")
    with pytest.raises(InputError) as error:
        templates(folder)
    assert error.value.code == "letter.template_read"


def test_what_may_be_missing_is_printed_where_it_was_asked_for(own: Own) -> None:
    said = (
        "{% if only and only.due_on %}Due {{ only.due_on | day }}.{% endif %}"
        "{% if not last_day %}No day.{% else %}Until {{ last_day | day }}.{% endif %}"
        "{% if terms | length > 1 %} First {{ (terms | first).due_on | day }}.{% endif %}"
    )
    assert body(own(f"{FRONT}{said}\n")) == "Until 5 December 2026. First 1 November 2026.\n"


def test_an_empty_condition_leaves_no_gap(own: Own) -> None:
    said = (
        "One {% if not terms %}two {% endif %} three {% if not terms %}four{% endif %} \n"
        "five.\n\n\n{% if terms %}{% endif %}\n\nSix.\n"
    )
    assert body(own(f"{FRONT}{said}")) == "One three\nfive.\n\nSix.\n"


def test_a_line_of_statements_leaves_nothing(own: Own) -> None:
    terms = "{% for term in terms %}\n- {{ term.number | number }}\n{% endfor %}\n"
    said = f"{{% if terms %}}\nTerms:\n\n{terms}\n{{% endif %}}\nEnd.\n"
    assert body(own(f"{FRONT}{said}")) == "Terms:\n\n- 0\n- 1\n\nEnd.\n"


def test_the_start_of_the_app_does_without_the_engines() -> None:
    code = (
        "import sys, casebook.letters.engine, casebook.letters.written, casebook.letters.plain;"
        "sys.exit(bool({'jinja2', 'markdown_it'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    "said",
    [
        "{{ debtor" + " | first" * 5000 + " }}",
        "{{ " + "(" * 5000 + "total" + ")" * 5000 + " | money }}",
        "{% if " + "not " * 20_000 + "consumer %}A{% endif %}",
        "{% if consumer %}\n" * 13 + "A\n" + "{% endif %}\n" * 13,
        "".join(f"{{% for x{at} in claims %}}" for at in range(25)) + "A" + "{% endfor %}" * 25,
    ],
)
def test_what_stands_too_deep_in_each_other_is_refused(own: Own, said: str) -> None:
    with pytest.raises(InputError) as error:
        templates(own(f"{FRONT}{said}\n"))
    assert error.value.code == "letter.template_deep"


def test_words_on_a_line_of_statements_keep_its_end(own: Own) -> None:
    statements = "{% if consumer %}{% endif %}" * 30
    assert body(own(f"{FRONT}{statements}A{statements}\n{statements}\nB\n")) == "A\nB\n"


@pytest.mark.parametrize("value", ["[" * 5000 + "]" * 5000, "9" * 5000])
def test_a_front_that_cannot_be_read_is_told(own: Own, value: str) -> None:
    with pytest.raises(InputError) as error:
        templates(own(f"+++\nchecked = 2026-11-22\npay = {value}\n+++\n# Your terms\n\nA\n"))
    assert error.value.code == "letter.template_toml"


def test_a_file_without_an_end_is_not_read(own: Own) -> None:
    folder = own("a" * 300_000)
    with pytest.raises(InputError) as error:
        templates(folder)
    assert error.value.code == "letter.template_large"


@pytest.mark.parametrize("device", ["/dev/zero", None])
def test_what_is_no_plain_file_is_not_read(own: Own, device: str | None) -> None:
    folder = own("")
    path = folder / LANGUAGE / f"{KIND}.md"
    path.unlink()
    path.symlink_to(device) if device else os.mkfifo(path)
    with pytest.raises(InputError) as error:
        templates(folder)
    assert error.value.code == "letter.template_no_file"
