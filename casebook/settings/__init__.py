"""What a person or an office may choose: a TOML file, over it the environment, over it the options of a command."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from casebook.errors import InputError, SettingsError
from casebook.settings.file import Table, read_toml
from casebook.settings.language import language_in_environment, language_in_file, language_of_locale

THEMES = ("dark", "light", "contrast", "mono")
SECURITIES = ("tls", "starttls", "none")
_KEYS = (
    "language",
    "database",
    "theme",
    "keys",
    "letters",
    "payment",
    "mail",
    "post",
    "documents",
    "backup",
    "trust",
    "digest",
    "calendar",
    "postgresql",
)
# The port a mail server listens on, by how the line to it is kept from others (RFC 8314, RFC 6409).
_PORTS = {"tls": 465, "starttls": 587, "none": 25}
_LAST_PORT = 65535
_SECONDS_IN_A_DAY = 86_400
# Where the original of a document can be seen.
_DOCUMENT_FIELDS = ("sha256", "name")
_FIELD = re.compile(r"\{([^{}]*)\}")
_MAIL_ADDRESS = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")
_HOST = re.compile(r"[\w.:-]+", re.ASCII)


class Letters(NamedTuple):
    """Where templates of one's own are, and the folder from which the printer and the bailiff fetch letters."""

    templates: Path | None = None
    handover: Path | None = None


class Mail(NamedTuple):
    """The server that takes our mail, how the line to it is kept from others, and who sends under which name.

    Without a `user` nobody logs in; his password stands in a file, so that no setting holds it.
    """

    host: str
    port: int
    security: str
    address: str
    name: str = ""
    user: str = ""
    password_file: Path | None = None


class Waits(NamedTuple):
    """How many seconds a server of PostgreSQL gives a session of the app, 0 where it may take for ever.

    For one statement, for a row that another holds (it is tried six times), and for doing nothing in a transaction.
    """

    statement_timeout: int = 60
    lock_timeout: int = 5
    idle_timeout: int = 60


class Settings(NamedTuple):
    """The choices in force.

    `language_chosen` is false where only the locale speaks for the language; `database` is an address, None where
    none was chosen; `keys` says by what key an action of the app is run, as it was written in `file`. `pay_link` is
    the address of an online payment, with {reference} and {amount}; `post` the folder that post comes in by;
    `document_link` the address at which an original can be seen, with {sha256} and {name}; `backups` the folder for
    the backup that an upgrade takes first, `checkpoints` that in which the end of the log is kept every day; `waits`
    how long PostgreSQL lets a session wait; `digest` whether the leads get the digest of the week by mail;
    `calendars` the folder in which the nightly pass keeps the calendar of each person and team.
    """

    language: str
    language_chosen: bool
    database: str | None
    theme: str
    keys: Mapping[str, str]
    file: Path
    letters: Letters = Letters()
    pay_link: str = ""
    mail: Mail | None = None
    post: Path | None = None
    document_link: str = ""
    backups: Path | None = None
    checkpoints: Path | None = None
    waits: Waits = Waits()
    digest: bool = False
    calendars: Path | None = None


def read(file: Path, environment: Mapping[str, str], language: str | None = None) -> Settings:
    """Return the settings in force; `language` is what an option asked for and goes before everything.

    Raises `SettingsError` where the file or the environment holds something else than is expected, also where
    an option goes before it.
    """
    content = read_toml(file)
    for key in content:
        if key not in _KEYS:
            raise SettingsError("settings.unknown_key", file=str(file), key=key, keys=_KEYS)
    in_file, database = language_in_file(file, content), _database_in_file(file, content)
    in_environment = language_in_environment(environment)
    chosen = language or in_environment or in_file
    return Settings(
        chosen or language_of_locale(environment),
        chosen is not None,
        environment.get("CASEBOOK_DATABASE") or database,
        _theme_in_file(file, content),
        _keys_in_file(file, content),
        file,
        _letters_in_file(file, content),
        _pay_link_in_file(file, content),
        _mail_in_file(file, content),
        Table(file, content, "post", ("folder",)).path("folder"),
        _document_link_in_file(file, content),
        Table(file, content, "backup", ("folder",)).path("folder"),
        Table(file, content, "trust", ("checkpoints",)).path("checkpoints"),
        _waits_in_file(file, content),
        _digest_in_file(file, content),
        Table(file, content, "calendar", ("folder",)).path("folder"),
    )


def _database_in_file(file: Path, content: Mapping[str, Any]) -> str | None:
    address = content.get("database")
    if address is not None and not (isinstance(address, str) and address.strip()):
        raise SettingsError("settings.database", file=str(file), key="database")
    return address


def _theme_in_file(file: Path, content: Mapping[str, Any]) -> str:
    theme = content.get("theme", THEMES[0])
    if theme not in THEMES:
        raise SettingsError("settings.theme", file=str(file), key="theme", themes=THEMES)
    return str(theme)


def _keys_in_file(file: Path, content: Mapping[str, Any]) -> dict[str, str]:
    """Return the table of keys; whether there are such actions and such keys, the app knows."""
    table = content.get("keys", {})
    if not isinstance(table, dict):
        raise SettingsError("settings.keys", file=str(file), key="keys")
    keys = dict(_leaves(table))
    for action, key in keys.items():
        if not (isinstance(key, str) and key.strip()):
            raise SettingsError("settings.key", file=str(file), key=action)
    return keys


def _leaves(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Yield what a table holds; TOML reads a name with dots that is not quoted as tables in tables."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _leaves(value, f"{above}{name}.")
        else:
            yield above + name, value


def _letters_in_file(file: Path, content: Mapping[str, Any]) -> Letters:
    table = Table(file, content, "letters", Letters._fields)
    return Letters(table.path("templates"), table.path("handover"))


def _pay_link_in_file(file: Path, content: Mapping[str, Any]) -> str:
    table = Table(file, content, "payment", ("link",))
    link = table.text("link")
    if not link:
        return ""
    from casebook.domain.money import Cents
    from casebook.letters.payment import LINK_FIELDS, pay_link

    try:
        pay_link(link, reference="RF18", case_number="1", cents=Cents(1))
    except InputError:
        raise table.wrong("settings.pay_link", "link", fields=[f"{{{name}}}" for name in LINK_FIELDS]) from None
    return link


def _document_link_in_file(file: Path, content: Mapping[str, Any]) -> str:
    table = Table(file, content, "documents", ("link",))
    link = table.text("link")
    if not link:
        return ""
    from urllib.parse import urlsplit

    unknown = set(_FIELD.findall(link)) - set(_DOCUMENT_FIELDS)
    try:
        named = urlsplit(_FIELD.sub("1", link)).hostname
    except ValueError:
        named = None
    if unknown or not named or not link.startswith("https://") or " " in link or "{" in _FIELD.sub("", link):
        raise table.wrong("settings.document_link", "link", fields=[f"{{{field}}}" for field in _DOCUMENT_FIELDS])
    return link


def _mail_in_file(file: Path, content: Mapping[str, Any]) -> Mail | None:
    if "mail" not in content:
        return None
    table = Table(file, content, "mail", ("host", "port", "security", "from", "name", "user", "password_file"))
    host, security, address = table.text("host"), table.text("security") or "starttls", table.text("from")
    if not _HOST.fullmatch(host):
        raise table.wrong("settings.host", "host")
    if security not in SECURITIES:
        raise table.wrong("settings.security", "security", securities=SECURITIES)
    if security == "none" and not _is_here(host):
        raise table.wrong("settings.not_secure", "security", host=host)
    if not _MAIL_ADDRESS.fullmatch(address):
        raise table.wrong("settings.mail_from", "from")
    port = table.values.get("port", _PORTS[security])
    if not isinstance(port, int) or isinstance(port, bool) or not 0 < port <= _LAST_PORT:
        raise table.wrong("settings.port", "port")
    user, password_file = table.text("user"), table.path("password_file")
    if bool(user) != (password_file is not None):
        raise table.wrong("settings.password_file", "password_file" if user else "user")
    return Mail(host, port, security, address, table.text("name"), user, password_file)


def _waits_in_file(file: Path, content: Mapping[str, Any]) -> Waits:
    table = Table(file, content, "postgresql", Waits._fields)
    for key, seconds in table.values.items():
        if not isinstance(seconds, int) or isinstance(seconds, bool) or not 0 <= seconds <= _SECONDS_IN_A_DAY:
            raise table.wrong("settings.seconds", key)
    return Waits(**table.values)


def _digest_in_file(file: Path, content: Mapping[str, Any]) -> bool:
    table = Table(file, content, "digest", ("mail",))
    mail = table.values.get("mail", False)
    if not isinstance(mail, bool):
        raise table.wrong("settings.yes_no", "mail")
    return mail


def _is_here(host: str) -> bool:
    """Tell whether a server runs on this machine: what is said to it goes over no line."""
    import ipaddress

    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
