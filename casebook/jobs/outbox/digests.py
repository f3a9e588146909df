"""The digest of a week by mail to the leads: never to anybody else, and without anybody's name in it."""

from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, date, datetime
from hashlib import sha256
from secrets import token_hex
from typing import NamedTuple

from casebook.channels.message import From, Mail, address, made
from casebook.channels.smtp import Connection, Fate, Security, Server
from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.jobs.figures import digest
from casebook.jobs.outbox.mailing import mail_of
from casebook.settings import Settings
from casebook.store import sight
from casebook.store.actions.digests import RecordDigest
from casebook.store.database import Database
from casebook.store.perform import perform
from casebook.store.queries.digests import Lead, leads
from casebook.store.queries.figures.week import Week, week
from casebook.store.queries.office import office
from casebook.store.transaction import Actor


class Mailed(NamedTuple):
    """To how many leads the digest of the week that begins on a day went, and who did not get it, each with why.

    `without_mail` are leads of whom no mail address is known.
    """

    monday: date
    sent: int
    failed: tuple[tuple[str, str, Mapping[str, object]], ...] = ()
    without_mail: tuple[str, ...] = ()


class Which(NamedTuple):
    """Of which week a digest is, by a day of it or (None) that of today, and whether it is to go again."""

    of: date | None = None
    again: bool = False


THIS_WEEK = Which()


def send_digest(database: Database, actor: Actor, day: date, settings: Settings, which: Which = THIS_WEEK) -> Mailed:
    """Mail the digest of a week to every lead who has a mail address.

    It is recorded before the first one leaves. Raises `Refused` where that of the week was mailed before, unless it is
    to go again, and where no lead has an address; `SettingsError` without a mail server, and `InputError` where it
    cannot be reached: then nothing was recorded, and nothing left.
    """
    server = mail_of(settings)
    every = leads(database, day)
    reached = [one for one in every if address(one.mail) is not None]
    without = tuple(one.name for one in every if address(one.mail) is None)
    if not reached:
        raise Refused("digest.nobody", source=HOUSE_RULE)
    # All get the same one: what one of them may not see is left out.
    unseen = frozenset[int]().union(*(sight.unseen(database, one.person_id, day) for one in reached))
    with sight.narrowed(database, unseen):
        found = week(database, day, which.of)
    languages = {one.language or settings.language for one in reached}
    pages = {language: digest.pdf(database, found, language) for language in sorted(languages)}
    card = office(database)
    sender = From(server.address, server.name or (card.name if card else ""))
    line = Server(server.host, server.port, Security(server.security), server.user, server.password_file)
    failed: list[tuple[str, str, Mapping[str, object]]] = []
    with closing(Connection(line, address(server.address) or server.address)) as connection:
        connection.open()
        first = pages[reached[0].language or settings.language]
        standing = found.standing._asdict()
        digested = sha256(first).hexdigest()
        perform(database, actor, day, RecordDigest(found.monday, len(reached), digested, **standing, again=which.again))
        for one in reached:
            language = one.language or settings.language
            message = made(_mail(found, one, language, pages[language], server.address), sender, datetime.now(UTC))
            assert message is not None, "its addresses are addresses"
            outcome = connection.send(message)
            if outcome.fate is not Fate.TAKEN:
                failed.append((one.name, outcome.code, {"said": outcome.said}))
            if outcome.stop:
                rest = reached[reached.index(one) + 1 :]
                failed += [(each.name, outcome.code, {"said": outcome.said}) for each in rest]
                break
    return Mailed(found.monday, len(reached) - len(failed), tuple(failed), without)


def _mail(found: Week, lead: Lead, language: str, page: bytes, own: str) -> Mail:
    domain = (address(own) or own).rpartition("@")[2]
    return Mail(
        message_id=f"<{token_hex(16)}@{domain if domain.isascii() else 'localhost'}>",
        to=lead.mail,
        to_name=lead.name,
        subject=digest.subject(found, language),
        text=digest.text(found, language),
        language=language,
        file_name=f"{digest.file_name(found, language)}.pdf",
        pdf=page,
    )
