"""A mail server, and what became of each mail it was given: taken, not now, refused, or nobody knows.

Before the server agreed to take the content (DATA) a mail has certainly not left. From then on only its answer tells:
where none comes, the mail may have left.
"""

import os
import re
import smtplib
import socket
import ssl
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from threading import Timer
from time import monotonic
from typing import Any, NamedTuple

from casebook.channels.message import Message
from casebook.errors import InputError
from casebook.text import clean_line

# For so many seconds an answer is waited for, and for so many times that a mail is let go on, with connecting anew.
_PATIENCE = 60.0
_WHOLE = 4
_LONGEST_PASSWORD = 4096
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_TOO_LARGE, _GOING = 552, 421
# The server wants to know us first (RFC 4954), or may not take it from us (RFC 3463, 5.7): the address may be right.
_ABOUT_US = frozenset({530, 534, 535, 538})
_POLICY = re.compile(rb"5\.7\.", re.ASCII)
_LINE_END = re.compile(rb"\r\n|\r|\n")
_DOT = re.compile(rb"^\.", re.MULTILINE)


class Security(StrEnum):
    """How the line to a server is kept from others: from the first byte, once both are ready, or not at all."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


class Server(NamedTuple):
    """A mail server, and as whom to log in, with the password in a file. `patience`: seconds to wait for an answer."""

    host: str
    port: int
    security: Security
    user: str = ""
    password_file: Path | None = None
    patience: float = _PATIENCE


class Fate(StrEnum):
    """What became of a mail: it left, it waits, it cannot leave, or nobody knows whether it left."""

    TAKEN = "taken"
    NOT_NOW = "not_now"
    REFUSED = "refused"
    UNKNOWN = "unknown"


class Outcome(NamedTuple):
    """What became of a mail. `code` is its sentence and `said` what the server said, on one line.

    `stop`: the next mail would fare no better.
    """

    fate: Fate
    code: str
    said: str = ""
    stop: bool = False


class _Lost(Exception):
    """The connection broke before anything could have left."""


class Connection:
    """A connection on which many mails are sent: made for the first one, and again when it was lost."""

    def __init__(self, server: Server, sender: str) -> None:
        self._server, self._sender = server, sender
        self._line: smtplib.SMTP | None = None

    def open(self) -> None:
        """Connect and log in, unless that is done. Raises `InputError` where it cannot be."""
        if self._line is None:
            self._line = _connected(self._server, self._until())

    def close(self) -> None:
        """Take leave of the server."""
        if self._line is not None:
            with suppress(OSError), _no_longer(self._line, monotonic() + self._server.patience):
                self._line.quit()
        self._drop()

    def send(self, message: Message) -> Outcome:
        """Send a mail and return what became of it. Raises `InputError` where there is no connection: nothing left."""
        was_open, until = self._line is not None, self._until()
        try:
            return self._talk(message, until)
        except _Lost:
            self._drop()
        if was_open:
            # A server may hang up between two mails.
            try:
                return self._talk(message, until)
            except _Lost:
                self._drop()
        return Outcome(Fate.NOT_NOW, "sending.lost", stop=True)

    def _until(self) -> float:
        return monotonic() + self._server.patience * _WHOLE

    def _talk(self, message: Message, until: float) -> Outcome:
        line = self._line = self._line or _connected(self._server, until)
        if message.international and not line.has_extn("smtputf8"):
            return Outcome(Fate.REFUSED, "sending.not_ascii")
        with _no_longer(line, until):
            turned_down = _offered(line, self._sender, message)
            outcome = turned_down or _delivered(line, message.content)
            if turned_down and not outcome.stop:
                self._begin_anew(line)
        if outcome.fate is Fate.UNKNOWN or outcome.stop:
            self._drop()
        return outcome

    def _begin_anew(self, line: smtplib.SMTP) -> None:
        try:
            line.rset()
        except OSError:
            self._drop()

    def _drop(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.close()


def _offered(line: smtplib.SMTP, sender: str, message: Message) -> Outcome | None:
    """Name the sender and the receiver and ask to send the content; return how that was turned down, if it was."""
    options = [f"SIZE={len(message.content)}"] if line.has_extn("size") else []
    options += ["SMTPUTF8", "BODY=8BITMIME"] if message.international else []
    try:
        code, said = line.mail(sender, options)
        if code != 250:
            return _refused(said) if code == _TOO_LARGE else _not_now(said, stop=True)
        code, said = line.rcpt(message.to)
        if code not in (250, 251):
            return _turned_down(code, said)
        code, said = line.docmd("DATA")
    except OSError as error:
        raise _Lost from error
    return None if code == 354 else _turned_down(code, said)


def _delivered(line: smtplib.SMTP, content: bytes) -> Outcome:
    """Give the content, which the server may have from here on, and return what it answers."""
    try:
        line.send(_DOT.sub(b"..", _LINE_END.sub(b"\r\n", content).rstrip(b"\r\n") + b"\r\n") + b".\r\n")
        code, said = line.getreply()
    except OSError:
        return Outcome(Fate.UNKNOWN, "sending.unknown")
    match code // 100:
        case 2:
            return Outcome(Fate.TAKEN, "sending.taken", _line_of(said))
        case 4:
            return _not_now(said, stop=code == _GOING)
        case 5:
            return _refused(said)
        case _:
            return Outcome(Fate.UNKNOWN, "sending.unknown")


def _turned_down(code: int, said: bytes) -> Outcome:
    about_us = code in _ABOUT_US
    if code // 100 == 5 and not about_us and not _POLICY.match(said):
        return _refused(said)
    return _not_now(said, stop=about_us or code == _GOING or code // 100 not in (4, 5))


def _refused(said: bytes) -> Outcome:
    return Outcome(Fate.REFUSED, "sending.refused", _line_of(said))


def _not_now(said: bytes, *, stop: bool) -> Outcome:
    return Outcome(Fate.NOT_NOW, "sending.not_now", _line_of(said), stop)


def _line_of(said: bytes) -> str:
    return clean_line(said.decode("utf-8", "replace"), 200)


def _connected(server: Server, until: float) -> smtplib.SMTP:
    """Return a connection on which mails can be sent. What a server says of a login is not repeated."""
    password = _password(server.password_file) if server.password_file else ""
    place = f"{server.host}:{server.port}"
    try:
        return _logged_in(server, password, until)
    except (smtplib.SMTPAuthenticationError, UnicodeError):
        raise InputError("sending.login", place=place, user=server.user) from None
    except smtplib.SMTPNotSupportedError:
        raise InputError("sending.no_security", place=place) from None
    except ssl.SSLCertVerificationError as error:
        raise InputError("sending.certificate", place=place, reason=error.verify_message) from None
    except OSError as error:
        raise InputError("sending.no_server", place=place, reason=_reason(error)) from None


class _Line(smtplib.SMTP):
    """A connection whose greeting is waited for until a moment."""

    def __init__(self, server: Server, until: float, **more: Any) -> None:
        self._until = until
        super().__init__(server.host, server.port, timeout=server.patience, **more)

    def connect(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Connect, and return how the server greets."""
        with _no_longer(self, self._until):
            try:
                return super().connect(*args, **kwargs)
            except UnicodeError as error:
                # No server can have that name.
                raise OSError(str(error)) from None


class _SafeLine(_Line, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""


def _logged_in(server: Server, password: str, until: float) -> smtplib.SMTP:
    context = ssl.create_default_context()
    line = _SafeLine(server, until, context=context) if server.security is Security.TLS else _Line(server, until)
    try:
        with _no_longer(line, until):
            if server.security is Security.STARTTLS:
                line.starttls(context=context)
            line.ehlo_or_helo_if_needed()
            if server.user:
                line.login(server.user, password)
    except BaseException:
        line.close()
        raise
    return line


def _reason(error: OSError) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        return _line_of(said if isinstance(said, bytes) else said.encode())
    return error.strerror or clean_line(str(error)) or type(error).__name__


def _password(file: Path) -> str:
    """Return the password in a file. Raises `InputError` where others may read it, or where there is none."""
    try:
        # Of a pipe nobody writes to it would wait for ever.
        with os.fdopen(os.open(file, os.O_RDONLY | os.O_NONBLOCK), "rb") as opened:
            mode = os.fstat(opened.fileno()).st_mode
            if not stat.S_ISREG(mode) or mode & _OTHERS:
                raise InputError("sending.password_rights", place=str(file))
            content = opened.read(_LONGEST_PASSWORD).decode().rstrip("\r\n")
    except OSError as error:
        raise InputError("sending.password_file", place=str(file), reason=error.strerror or "") from None
    except UnicodeDecodeError:
        content = ""
    if not content:
        raise InputError("sending.no_password", place=str(file))
    return content


@contextmanager
def _no_longer(line: smtplib.SMTP, until: float) -> Iterator[None]:
    """Cut a connection off at a moment: a server that answers a letter at a time would else never end."""

    def cut() -> None:
        # None where it was closed just before.
        if (held := line.sock) is not None:
            with suppress(OSError):
                # That of a socket: what encrypts on top of it is in use by the one who waits.
                socket.socket.shutdown(held, socket.SHUT_RDWR)

    timer = Timer(max(until - monotonic(), 0), cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
