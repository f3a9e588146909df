"""Settings: the option before the environment, that before the file, that before the locale; nothing read loosely."""

import os
from pathlib import Path

import pytest

from casebook import settings, words
from casebook.errors import SettingsError
from casebook.settings.language import likely_language


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


@pytest.mark.parametrize(
    ("option", "environment", "in_file", "language"),
    [
        ("en", {"CASEBOOK_LANG": "nl", "LANG": "nl_NL.UTF-8"}, "nl", "en"),
        (None, {"CASEBOOK_LANG": "en", "LANG": "nl_NL.UTF-8"}, "nl", "en"),
        (None, {"CASEBOOK_LANG": "", "LANG": "nl_NL.UTF-8"}, "en", "en"),
        (None, {"LANG": "nl_NL.UTF-8"}, "en", "en"),
        (None, {"LANG": "nl_NL.UTF-8"}, None, "nl"),
        (None, {"LANG": "nl_BE@euro"}, None, "nl"),
        (None, {"LANG": "nl"}, None, "nl"),
        (None, {"LANG": "en_GB.UTF-8", "LC_MESSAGES": "nl_NL.UTF-8"}, None, "nl"),
        (None, {"LC_MESSAGES": "en_GB.UTF-8", "LC_ALL": "nl_NL.UTF-8"}, None, "nl"),
        (None, {"LANG": "nl_NL.UTF-8", "LC_ALL": "C"}, None, "en"),
        (None, {"LANG": "nl_NL.UTF-8", "LC_ALL": ""}, None, "nl"),
        (None, {"LANG": "fr_FR.UTF-8"}, None, "en"),
        (None, {}, None, "en"),
    ],
)
def test_where_the_language_comes_from(
    file: Path, option: str | None, environment: dict[str, str], in_file: str | None, language: str
) -> None:
    if in_file:
        file.write_text(f'language = "{in_file}"\n')
    assert settings.read(file, environment, option).language == language


@pytest.mark.parametrize(
    ("content", "code", "named"),
    [
        ("language = 'fr'", "settings.language", "language"),
        ("language = ''", "settings.language", "language"),
        ("language = 3", "settings.language", "language"),
        ("language = ['nl']", "settings.language", "language"),
        ("langage = 'nl'", "settings.unknown_key", "langage"),
        ("[language]\nname = 'nl'", "settings.language", "language"),
        ("language = 'nl'\n\nx = [", "settings.not_toml", "3"),
        ("language = 'nl'\nlanguage = 'en'\n", "settings.not_toml", "2"),
        ("theme = 'blue'", "settings.theme", "contrast"),
        ("theme = 1", "settings.theme", "theme"),
        ("postgresql = 3", "settings.table", "lock_timeout"),
        ("[postgresql]\ntimeout = 3", "settings.unknown_key", "postgresql.timeout"),
        ("[postgresql]\nlock_timeout = '3s'", "settings.seconds", "postgresql.lock_timeout"),
        ("[postgresql]\nidle_timeout = true", "settings.seconds", "postgresql.idle_timeout"),
        ("[postgresql]\nstatement_timeout = -1", "settings.seconds", "postgresql.statement_timeout"),
        ("[postgresql]\nstatement_timeout = 86401", "settings.seconds", "postgresql.statement_timeout"),
        ("mail = 'x'", "settings.table", "password_file"),
        ("[mail]\nhots = 'x'", "settings.unknown_key", "mail.hots"),
        ("[mail]\nfrom = 'a@voorbeeld.nl'", "settings.host", "mail.host"),
        ("[mail]\nhost = 'a b'\nfrom = 'a@voorbeeld.nl'", "settings.host", "mail.host"),
        ("[mail]\nhost = 1\nfrom = 'a@voorbeeld.nl'", "settings.text", "mail.host"),
        ("[mail]\nhost = 'mail.x.nl'", "settings.mail_from", "mail.from"),
        ("[mail]\nhost = 'mail.x.nl'\nfrom = 'a b@x.nl'", "settings.mail_from", "mail.from"),
        ('[mail]\nhost = "mail.x.nl"\nfrom = "a@x.nl"\nname = "a\\nb"', "settings.text", "mail.name"),
        ("[mail]\nhost = 'mail.x.nl'\nfrom = 'a@x.nl'\nsecurity = 'ssl'", "settings.security", "starttls"),
        ("[mail]\nhost = 'mail.x.nl'\nfrom = 'a@x.nl'\nsecurity = 'none'", "settings.not_secure", "mail.x.nl"),
        ("[mail]\nhost = '10.0.0.1'\nfrom = 'a@x.nl'\nsecurity = 'none'", "settings.not_secure", "10.0.0.1"),
        ("[mail]\nhost = 'mail.x.nl'\nfrom = 'a@x.nl'\nport = 0", "settings.port", "mail.port"),
        ("[mail]\nhost = 'mail.x.nl'\nfrom = 'a@x.nl'\nport = true", "settings.port", "mail.port"),
        ("[mail]\nhost = 'mail.x.nl'\nfrom = 'a@x.nl'\nport = '25'", "settings.port", "mail.port"),
        ("[mail]\nhost = 'mail.x.nl'\nfrom = 'a@x.nl'\nuser = 'u'", "settings.password_file", "mail.password_file"),
        ("[mail]\nhost = 'mail.x.nl'\nfrom = 'a@x.nl'\npassword = 'p'", "settings.unknown_key", "mail.password"),
        ("[letters]\ntemplates = ''", "settings.text", "letters.templates"),
        ("[letters]\nfolder = 'x'", "settings.unknown_key", "letters.folder"),
        ("[post]\nfolder = ['x']", "settings.text", "post.folder"),
        ("[payment]\nlink = 'http://x.nl/{reference}'", "settings.pay_link", "payment.link"),
        ("[payment]\nlink = 'https://x.nl/{iban}'", "settings.pay_link", "{reference}"),
        ("[payment]\nlink = 'https://x.nl/{reference'", "settings.pay_link", "payment.link"),
        ("[payment]\nlink = 'https://{reference} x'", "settings.pay_link", "payment.link"),
        ("[payment]\nlink = 'https://[x'", "settings.pay_link", "payment.link"),
        ("[documents]\nlink = 'http://x.nl/{sha256}'", "settings.document_link", "documents.link"),
        ("[documents]\nlink = 'https://x.nl/{case}'", "settings.document_link", "{sha256}"),
        ("[documents]\nlink = 'https://x.nl/{name'", "settings.document_link", "documents.link"),
        ("[documents]\nlink = 'https://{name} x'", "settings.document_link", "documents.link"),
        ("[documents]\nlink = 'https://[x'", "settings.document_link", "documents.link"),
        ("[documents]\nfolder = 'x'", "settings.unknown_key", "documents.folder"),
        ("keys = 'x'", "settings.keys", "keys"),
        ("[keys]\n'case.contact' = 1", "settings.key", "case.contact"),
        ("[keys]\n'case.contact' = ' '", "settings.key", "case.contact"),
        (b"language = '\xff'", "settings.not_utf8", "UTF-8"),
        (b"\x00\x01\x02", "settings.not_toml", "1"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_by_name(file: Path, content: str | bytes, code: str, named: str) -> None:
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(SettingsError) as refused:
        settings.read(file, {"LANG": "nl"}, "en")
    assert refused.value.code == code
    for language in words.LANGUAGES:
        sentence = words.say(refused.value.code, refused.value.parameters, language)
        assert str(file) in sentence
        assert named in sentence


def test_a_folder_or_a_pipe_is_no_settings_file(tmp_path: Path) -> None:
    pipe = tmp_path / "settings.toml"
    os.mkfifo(pipe)
    for path in (tmp_path, pipe):
        with pytest.raises(SettingsError) as refused:
            settings.read(path, {}, None)
        assert refused.value.code == "settings.no_file"


@pytest.mark.parametrize("content", ["a = " + "[" * 20_000, "a = " + "9" * 20_000])
def test_what_the_reader_gives_up_on_is_refused(file: Path, content: str) -> None:
    file.write_text(content)
    with pytest.raises(SettingsError) as refused:
        settings.read(file, {}, None)
    assert refused.value.code == "settings.not_toml"


def test_a_byte_order_mark_is_no_mistake(file: Path) -> None:
    file.write_bytes(b'\xef\xbb\xbflanguage = "nl"\n')
    assert settings.read(file, {}).language == "nl"


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", forbidden)
    with pytest.raises(SettingsError) as refused:
        settings.read(tmp_path / "settings.toml", {}, None)
    assert refused.value.code == "settings.unreadable"
    assert str(tmp_path) in words.say(refused.value.code, refused.value.parameters, "nl")


def test_no_file_is_no_error(file: Path) -> None:
    assert settings.read(file, {}).language == "en"
    assert settings.read(Path("/dev/null/casebook/settings.toml"), {}).language == "en"


@pytest.mark.parametrize("option", [None, "nl"])
def test_the_environment_is_read_strictly_even_where_an_option_goes_before_it(file: Path, option: str | None) -> None:
    with pytest.raises(SettingsError) as refused:
        settings.read(file, {"CASEBOOK_LANG": "dutch"}, option)
    sentence = words.say(refused.value.code, refused.value.parameters, "en")
    assert "CASEBOOK_LANG" in sentence
    assert "dutch" in sentence


@pytest.mark.parametrize(
    ("environment", "option", "language"),
    [
        ({"CASEBOOK_LANG": "nl"}, "en", "en"),
        ({"CASEBOOK_LANG": "nl", "LANG": "en"}, None, "nl"),
        ({"CASEBOOK_LANG": "dutch", "LANG": "nl"}, None, "nl"),
        ({}, None, "en"),
    ],
)
def test_a_refusal_of_the_settings_is_said_in_the_likely_language(
    environment: dict[str, str], option: str | None, language: str
) -> None:
    assert likely_language(environment, option) == language


def test_a_theme_and_keys_are_taken_as_they_stand(file: Path) -> None:
    file.write_text('theme = "light"\n[keys]\n"case.contact" = "K"\ngoto.cases = "d"\n')
    found = settings.read(file, {})
    assert found.theme == "light"
    assert found.keys == {"case.contact": "K", "goto.cases": "d"}
    assert settings.read(file.with_name("none.toml"), {}).theme == "dark"


@pytest.mark.parametrize(
    ("environment", "option", "chosen"),
    [({"LANG": "nl"}, None, False), ({"CASEBOOK_LANG": "nl"}, None, True), ({}, "nl", True)],
)
def test_a_language_of_the_locale_is_nobodys_choice(
    file: Path, environment: dict[str, str], option: str | None, chosen: bool
) -> None:
    assert settings.read(file, environment, option).language_chosen is chosen


def test_where_documents_can_be_seen(file: Path) -> None:
    assert settings.read(file, {}).document_link == ""
    file.write_text("[documents]\nlink = 'https://archief.voorbeeld.nl/{sha256}/{name}'\n")
    assert settings.read(file, {}).document_link == "https://archief.voorbeeld.nl/{sha256}/{name}"


def test_what_letters_leave_by(file: Path) -> None:
    file.write_text(
        "[letters]\ntemplates = 'brieven'\nhandover = '/srv/drukker'\n[post]\nfolder = '~/post'\n"
        "[payment]\nlink = 'https://betaal.voorbeeld.nl/{reference}?bedrag={amount}'\n"
        "[mail]\nhost = 'mail.voorbeeld.nl'\nfrom = 'incasso@voorbeeld.nl'\nuser = 'u'\npassword_file = 'geheim'\n"
    )
    found = settings.read(file, {"LANG": "nl"})
    assert found.letters == settings.Letters(file.parent / "brieven", Path("/srv/drukker"))
    assert (found.post, found.pay_link) == (
        *(Path.home() / "post", "https://betaal.voorbeeld.nl/{reference}?bedrag={amount}"),
    )
    assert found.mail == settings.Mail(
        *("mail.voorbeeld.nl", 587, "starttls", "incasso@voorbeeld.nl", "", "u", file.parent / "geheim"),
    )


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.1.2.3", "::1"])
def test_a_server_on_this_machine_needs_no_safe_line(file: Path, host: str) -> None:
    file.write_text(f"[mail]\nhost = '{host}'\nfrom = 'a@x.nl'\nsecurity = 'none'\n")
    mail = settings.read(file, {}).mail
    assert mail is not None
    assert (mail.security, mail.port) == ("none", 25)


def test_nothing_of_it_need_be_chosen(file: Path) -> None:
    found = settings.read(file, {})
    assert (found.letters, found.pay_link, found.mail, found.post) == (settings.Letters(), "", None, None)


def test_how_long_a_server_lets_a_session_wait(file: Path) -> None:
    assert settings.read(file, {}).waits == (60, 5, 60)
    file.write_text("[postgresql]\nstatement_timeout = 0\nlock_timeout = 2\n")
    assert settings.read(file, {}).waits == (0, 2, 60)
