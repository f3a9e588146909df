"""Released letters leave by mail: each is committed as being sent before the server has it, so none is sent twice."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from secrets import token_hex
from typing import NamedTuple

from casebook.channels.message import File, From, Mail, Message, address, made
from casebook.channels.smtp import Connection, Fate, Outcome, Security, Server
from casebook.domain.letters.facts import LetterText
from casebook.domain.letters.ways import DispatchWay
from casebook.errors import InputError, Refused, SettingsError, Stale
from casebook.jobs import left_behind
from casebook.jobs.outbox.leaving import Told, told
from casebook.letters import plain, typeset
from casebook.settings import Mail as OurMail
from casebook.settings import Settings
from casebook.store import documents as contents
from casebook.store.actions.dispatches import BeginDispatch, FailedDispatch, MarkDoubt, PutBack, SentDispatch
from casebook.store.actions.documents import Kept
from casebook.store.database import Database
from casebook.store.perform import perform
from casebook.store.queries import leaving, letter_card
from casebook.store.queries.documents import Enclosed, enclosed
from casebook.store.queries.leaving import DispatchRow
from casebook.store.transaction import Actor
from casebook.words import say

_WIDTH = 72
_MAIL = "message/rfc822"


class Some(NamedTuple):
    """Which letters, all where None; `progress` is told how many of how many were tried."""

    letter_ids: Collection[int] | None = None
    progress: Callable[[int, int], None] = lambda _done, _of: None


ALL = Some()


class Mailed(NamedTuple):
    """How many mails left, wait again, cannot leave, and may have left; and why each of those that did not leave.

    `in_doubt` counts what was found in doubt as well. `stopped` is the sentence of what ended it before all were tried.
    """

    sent: int
    waiting: int
    failed: int
    in_doubt: int
    told: tuple[Told, ...] = ()
    stopped: tuple[str, Mapping[str, object]] | None = None


class _Tried(NamedTuple):
    """What became of a letter, and why; `fate` None where another run has it, or the gate stopped it."""

    fate: Fate | None
    told: Told | None = None
    stop: bool = False


class _Run(NamedTuple):
    """One run of the program that sends mails."""

    database: Database
    actor: Actor
    day: date
    mail: OurMail
    language: str
    name: str
    connection: Connection

    def act(self, command: object) -> None:
        perform(self.database, self.actor, self.day, command)

    def dispatch(self, known: DispatchRow) -> DispatchRow | None:
        """Return a dispatch as it stands now, None where it is no more."""
        rows = leaving.dispatches_of(self.database, [known.letter_id])
        return next((one for one in rows if one.dispatch_id == known.dispatch_id), None)


def send_mails(
    database: Database,
    actor: Actor,
    day: date,
    settings: Settings,
    some: Some = ALL,
) -> Mailed:
    """Send the mails that are released, or some of them, on one connection.

    What an earlier run left in the middle is marked as in doubt and never sent by itself. Raises `SettingsError`
    where there is no mail server, and `InputError` where it cannot be reached: nothing was begun then.
    """
    mail = mail_of(settings)
    name = token_hex(8)
    doubted = left_behind.mark(database, actor, day, name)
    # What the server did not take before comes last: one that always fails is in nobody's way.
    waiting = sorted(
        leaving.to_go(database, {DispatchWay.EMAIL}, some.letter_ids), key=lambda one: (bool(one.failed_because), one)
    )
    if not waiting:
        return Mailed(0, 0, 0, doubted)
    server = Server(mail.host, mail.port, Security(mail.security), mail.user, mail.password_file)
    tried: list[_Tried] = []
    with closing(Connection(server, address(mail.address) or mail.address)) as connection:
        connection.open()
        run = _Run(database, actor, day, mail, settings.language, name, connection)
        for done, one in enumerate(waiting, 1):
            tried.append(_try(run, one))
            some.progress(done, len(waiting))
            if tried[-1].stop:
                break
    return _counted(tried, doubted)


def mail_of(settings: Settings) -> OurMail:
    """Return the mail server. Raises `SettingsError` where there is none."""
    if settings.mail is None:
        raise SettingsError("sending.no_mail", file=str(settings.file))
    return settings.mail


def _counted(tried: list[_Tried], doubted: int) -> Mailed:
    fates = [one.fate for one in tried]
    why = tuple(one.told for one in tried if one.told is not None)
    last = tried[-1]
    return Mailed(
        sent=fates.count(Fate.TAKEN),
        waiting=fates.count(Fate.NOT_NOW),
        failed=fates.count(Fate.REFUSED),
        in_doubt=fates.count(Fate.UNKNOWN) + doubted,
        told=why,
        stopped=(last.told.code, last.told.parameters) if last.stop and last.told else None,
    )


def _try(run: _Run, known: DispatchRow) -> _Tried:
    """Send one mail, unless another run has it or the gate stops it."""
    now = run.dispatch(known)
    if now is None or not now.waits:
        return _Tried(None)
    message_id = now.message_id or _message_id(run.mail.address)
    try:
        along = enclosed(run.database, [now.letter_id]).get(now.letter_id, ())
        most = run.database.law.defaults.mail_enclosures.applied(run.day).value
        if sum(one.size for one in along) > most * 2**20:
            return _failed(run, now, Outcome(Fate.REFUSED, "sending.enclosures_too_large", str(most)))
        message = _message(run, now, message_id, along)
        if message is None:
            return _failed(run, now, Outcome(Fate.REFUSED, "sending.no_address", now.to))
        run.act(BeginDispatch(now.dispatch_id, now.version, message_id, run.name, _kept(run, now, message)))
    except Stale:
        return _Tried(None)
    except Refused as refused:
        return _Tried(None, told(now.letter_id, refused))
    return _sent(run, now, message)


def _sent(run: _Run, known: DispatchRow, message: Message) -> _Tried:
    """Give a mail to the server that is committed as being sent, and record what became of it."""
    now = run.dispatch(known)
    assert now is not None, "what is being sent stays"
    try:
        outcome = run.connection.send(message)
    except InputError as error:
        # There is no connection any more.
        return _put_back(run, now, told(now.letter_id, error), stop=True)
    except BaseException:
        run.act(MarkDoubt(now.dispatch_id, now.version, run.name))
        raise
    try:
        return _recorded(run, now, outcome)
    except (Refused, Stale) as late:
        # It took so long that another run took it as lost.
        return _Tried(Fate.UNKNOWN, told(now.letter_id, late))


def _recorded(run: _Run, now: DispatchRow, outcome: Outcome) -> _Tried:
    why = Told(now.letter_id, outcome.code, {"said": outcome.said})
    match outcome.fate:
        case Fate.TAKEN:
            run.act(SentDispatch(now.dispatch_id, now.version, run.day))
            return _Tried(Fate.TAKEN)
        case Fate.NOT_NOW:
            return _put_back(run, now, why, stop=outcome.stop)
        case Fate.REFUSED:
            return _failed(run, now, outcome)
        case Fate.UNKNOWN:
            run.act(MarkDoubt(now.dispatch_id, now.version, run.name))
            return _Tried(Fate.UNKNOWN, why)


def _put_back(run: _Run, now: DispatchRow, why: Told, *, stop: bool) -> _Tried:
    run.act(PutBack(now.dispatch_id, now.version, say(why.code, why.parameters, run.language), run.name))
    return _Tried(Fate.NOT_NOW, why, stop)


def _failed(run: _Run, now: DispatchRow, outcome: Outcome) -> _Tried:
    why = Told(now.letter_id, outcome.code, {"said": outcome.said})
    because = say(why.code, why.parameters, run.language)
    run.act(FailedDispatch(now.dispatch_id, now.version, run.day, because, run.name))
    return _Tried(Fate.REFUSED, why)


def _message_id(own: str) -> str:
    """Return a name for a mail that no other has."""
    domain = (address(own) or own).rpartition("@")[2]
    return f"<{token_hex(16)}@{domain if domain.isascii() else 'localhost'}>"


def _kept(run: _Run, dispatch: DispatchRow, message: Message) -> Kept:
    """Keep a mail as it goes over the line, before anybody else has it."""
    name = f"{dispatch.letter_id}-{dispatch.dispatch_id}.eml"
    return Kept(name, _MAIL, contents.keep(run.database, message.content))


def _message(run: _Run, dispatch: DispatchRow, message_id: str, along: Sequence[Enclosed]) -> Message | None:
    text = letter_card.texts(run.database, [dispatch.letter_id])[dispatch.letter_id]
    files = tuple(File(one.name, one.media_type, contents.content(run.database, one.sha256) or b"") for one in along)
    return made(_mail(text, dispatch.to, message_id, files), _from(run.mail, text), datetime.now(UTC))


def _mail(text: LetterText, to: str, message_id: str, files: tuple[File, ...]) -> Mail:
    facts = text.facts
    return Mail(
        message_id=message_id,
        to=to,
        to_name=facts.addressee.name,
        subject=text.subject,
        text="\n".join(plain.lines(text, _WIDTH)) + "\n",
        language=facts.language,
        file_name=say("sending.file_name", {"number": facts.case_number}, facts.language),
        pdf=typeset.pdf([text]),
        files=files,
    )


def _from(mail: OurMail, text: LetterText) -> From:
    facts = text.facts
    return From(mail.address, mail.name or facts.sender.name, facts.writer.mail or facts.sender.mail)
