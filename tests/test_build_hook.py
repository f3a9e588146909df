"""Several files become one catalogue, and a catalogue that is not sound stops the build."""

import gettext
from pathlib import Path

import pytest

from casebook.locale import build_hook

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


def write(folder: Path, name: str, content: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(HEADER + content, encoding="utf-8")
    return path


def test_the_files_of_a_language_become_one_catalogue(tmp_path: Path) -> None:
    write(tmp_path / "nl", "one.po", 'msgid "a.b"\nmsgstr "één"\n')
    write(
        tmp_path / "nl",
        "two.po",
        'msgid "c.d"\nmsgid_plural "c.d"\nmsgstr[0] "{count:number} dag"\nmsgstr[1] "{count:number} dagen"\n',
    )
    (tmp_path / "empty").mkdir()
    assert build_hook.compile_all(tmp_path) == [tmp_path / "nl" / "LC_MESSAGES" / "casebook.mo"]
    catalogue = gettext.translation("casebook", tmp_path, ["nl"])
    assert catalogue.gettext("a.b") == "één"
    assert catalogue.ngettext("c.d", "c.d", 1) == "{count:number} dag"
    assert catalogue.ngettext("c.d", "c.d", 2) == "{count:number} dagen"


def test_the_same_sentences_compile_to_the_same_bytes(tmp_path: Path) -> None:
    write(tmp_path / "nl", "one.po", 'msgid "a.b"\nmsgstr "c"\n')
    compiled = build_hook.compile_language(tmp_path / "nl")
    first = compiled.read_bytes()
    assert build_hook.compile_language(tmp_path / "nl").read_bytes() == first
    assert b"-Date: 2000-01-01" in first


def test_who_reads_a_catalogue_goes_on_reading_the_one_he_opened(tmp_path: Path) -> None:
    write(tmp_path / "nl", "two.po", 'msgid "c.d"\nmsgstr "dag"\n')
    with build_hook.compile_language(tmp_path / "nl").open("rb") as opened:
        before = opened.read()
        write(tmp_path / "nl", "one.po", 'msgid "a.b"\nmsgstr "een"\n')
        compiled = build_hook.compile_language(tmp_path / "nl")
        opened.seek(0)
        assert opened.read() == before
    assert compiled.read_bytes() != before
    assert [path.name for path in compiled.parent.iterdir()] == ["casebook.mo"]


@pytest.mark.parametrize(
    "again", ['msgid "a.b"\nmsgstr "d"\n', 'msgid "a.b"\nmsgid_plural "a.b"\nmsgstr[0] "d"\nmsgstr[1] "d"\n']
)
def test_a_code_in_two_files_names_both(tmp_path: Path, again: str) -> None:
    first = write(tmp_path / "nl", "one.po", 'msgid "a.b"\nmsgstr "c"\n')
    second = write(tmp_path / "nl", "two.po", again)
    with pytest.raises(build_hook.CatalogueError, match=r"a\.b") as refused:
        build_hook.compile_language(tmp_path / "nl")
    assert str(first) in str(refused.value)
    assert str(second) in str(refused.value)


@pytest.mark.parametrize(
    "content", ['msgid "a.b"\nmsgstr "c"\nmsgid "a.b"\nmsgstr "d"\n', 'msgid "a.b"\n', 'msg "a.b"\nmsgstr "c"\n']
)
def test_a_malformed_file_is_named(tmp_path: Path, content: str) -> None:
    path = write(tmp_path / "nl", "one.po", content)
    with pytest.raises(build_hook.CatalogueError) as refused:
        build_hook.compile_language(tmp_path / "nl")
    assert str(path) in str(refused.value)
