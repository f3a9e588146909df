"""`casebook user key`: the keys with which a person comes in over SSH."""

from datetime import date

from casebook.cli.opening import Asked, login
from casebook.cli.output import Column, json_text, table, telling, width
from casebook.domain import ssh_keys
from casebook.domain.finding import HOUSE_RULE
from casebook.errors import InputError, Refused
from casebook.format import day as shown_day
from casebook.store.actions.ssh_keys import AddKey, RevokeKey
from casebook.store.database import Database
from casebook.store.people import actor_for, today
from casebook.store.perform import perform
from casebook.store.queries.people import persons
from casebook.store.queries.ssh_keys import keys_of
from casebook.store.tables import plain
from casebook.text import clean_line, typed_path
from casebook.words import say

_LONGEST_SHOWN = 30
# Longer than any key of the kinds that are taken.
_LONGEST_FILE = 16384


def run(asked: Asked, database: Database) -> int:
    """Add, revoke or list keys; returns the exit status 0, raises `CasebookError`."""
    options = asked.options
    day = today(database)
    if options.act == "list":
        return _list(asked, database)
    actor = actor_for(database, login(), day)
    if options.act == "add":
        command = AddKey(person_id(database, options.login, day), line_of(options.key))
        perform(database, actor, day, command)
        fingerprint = ssh_keys.read(command.public_key).fingerprint
        with telling(asked) as tell:
            tell("user.key_added", {"login": options.login, "fingerprint": fingerprint})
        return 0
    wanted = {"login": options.login, "fingerprint": options.fingerprint}
    found = next((key for key in keys_of(database, options.login) if key.fingerprint == options.fingerprint), None)
    if found is None:
        raise Refused("ssh_key.none", source=HOUSE_RULE, **wanted)
    perform(database, actor, day, RevokeKey(found.key_id, found.version))
    with telling(asked) as tell:
        tell("user.key_revoked", wanted)
    return 0


def person_id(database: Database, named: str, day: date) -> int:
    """Return the id of a person. Raises `Refused` for who is not known here."""
    found = next((one.person_id for one in persons(database, day) if one.login == named), None)
    if found is None:
        raise Refused("person.not_here", source=HOUSE_RULE, login=named)
    return found


def line_of(given: str) -> str:
    """Return the line of a key: what was given, or what stands in the file that was named."""
    if given.split(" ", 1)[0] in ssh_keys.TYPES:
        return given
    try:
        with typed_path(given).open("rb") as file:
            content = file.read(_LONGEST_FILE).decode("utf-8")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "UTF-8"
        raise InputError("ssh_key.no_file", place=given, reason=reason) from None
    return content.removesuffix("\n").removesuffix("\r")


def _list(asked: Asked, database: Database) -> int:
    found = keys_of(database, asked.options.login)
    if asked.options.json:
        print(json_text([dict(zip(key._fields, plain(key), strict=True)) for key in found]))
        return 0
    language = asked.language
    codes = ("user.key_fingerprint", "user.key_type", "user.key_comment", "user.key_since", "user.key_until")
    columns = [Column(say(code, {}, language)) for code in codes]
    cells = [
        [
            key.fingerprint,
            key.type,
            clean_line(key.comment, _LONGEST_SHOWN),
            shown_day(key.added_on, language),
            "" if key.revoked_on is None else shown_day(key.revoked_on, language),
        ]
        for key in found
    ]
    print("\n".join(table(columns, cells, width())))
    return 0
