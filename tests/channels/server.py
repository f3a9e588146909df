"""A mail server on this machine, which keeps what it takes and misbehaves as it is told."""

import asyncio
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from threading import Condition
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "casebook", "geheim-42"


class Taken:
    """What a mail server has taken, and what it answers.

    `to` answers a receiver, `data` the content, by the address of the receiver. `silent`: it takes the content of mails
    to these and never answers; `gone`: it hangs up instead, after it took it or before.
    """

    def __init__(self) -> None:
        self.mails: list[tuple[str, bytes]] = []
        self.to: dict[str, str] = {}
        self.data: dict[str, str] = {}
        self.silent: set[str] = set()
        self.gone: set[str] = set()
        self.gone_before: set[str] = set()
        self.connections = 0
        self.more = Condition()

    def messages(self) -> list[EmailMessage]:
        found = [message_from_bytes(content, policy=policy.SMTP) for _, content in self.mails]
        assert all(isinstance(one, EmailMessage) for one in found)
        return found

    def message_ids(self) -> list[str]:
        return [str(one["Message-ID"]) for one in self.messages()]

    async def handle_EHLO(  # noqa: N802 named by aiosmtpd
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.connections += 1
        return responses

    async def handle_RCPT(  # noqa: N802 named by aiosmtpd
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.gone_before:
            self.gone_before.remove(address)
            _hang_up(server)
        answer = self.to.get(address, "250 OK")
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 as above
        (to,) = envelope.rcpt_tos
        answer = self.data.get(to, "250 OK")
        if answer.startswith("2"):
            content = envelope.original_content
            assert isinstance(content, bytes)
            with self.more:
                self.mails.append((to, content))
                self.more.notify_all()
        if to in self.silent:
            await asyncio.Event().wait()
        if to in self.gone:
            _hang_up(server)
        return answer


def _hang_up(server: SMTP) -> None:
    assert isinstance(server.transport, asyncio.Transport)
    server.transport.abort()


def _known(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: Any) -> AuthResult:
    known = isinstance(given, LoginPassword) and (given.login, given.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=known, handled=False)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextmanager
def serving(taken: Taken, **options: Any) -> Iterator[int]:
    """Run a mail server and yield the port it listens on."""
    port = free_port()
    controller = Controller(taken, hostname="127.0.0.1", port=port, enable_SMTPUTF8=True, **options)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """Make a certificate for this machine and return its file and what a server is made safe with."""
    key, cert = folder / "key.pem", folder / "cert.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
            *("-keyout", str(key), "-out", str(cert), "-days", "2", "-subj", "/CN=localhost"),
            *("-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"),
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return cert, context


def login(**more: Any) -> dict[str, Any]:
    """Return the options of a server that knows one user."""
    return {"authenticator": _known, **more}
