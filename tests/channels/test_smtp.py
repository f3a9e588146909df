"""A mail server that takes, refuses, hangs or goes away: what became of each mail is known, or known to be unknown."""

import os
import shutil
import smtplib
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from casebook.channels import smtp
from casebook.channels.message import From, Mail, Message, made
from casebook.channels.smtp import Connection, Fate, Outcome, Security, Server
from casebook.errors import InputError
from casebook.words import LANGUAGES, say
from tests.channels.server import PASSWORD, USER, Taken, certificate, free_port, login, serving

US = "incasso@voorbeeld.nl"


def mail(to: str = "a@voorbeeld.nl", number: int = 1) -> Message:
    text = Mail(f"<{number}@voorbeeld.nl>", to, "A", "Brief", ".\r\n.begin\n", "nl", "brief.pdf", b"%PDF-1.7")
    found = made(text, From(US, "Wij"), datetime(2026, 11, 21, 12, tzinfo=UTC))
    assert found is not None
    return found


def plain(port: int, patience: float = 30) -> Connection:
    return Connection(Server("127.0.0.1", port, Security.NONE, patience=patience), US)


def sent(taken: Taken, *messages: Message, patience: float = 30) -> list[Outcome]:
    with serving(taken) as port, closing(plain(port, patience)) as connection:
        return [connection.send(one) for one in messages]


def test_many_mails_go_on_one_connection() -> None:
    taken = Taken()
    outcomes = sent(taken, *(mail(number=number) for number in range(5)))
    assert {one.fate for one in outcomes} == {Fate.TAKEN}
    assert (taken.message_ids(), taken.connections) == ([f"<{number}@voorbeeld.nl>" for number in range(5)], 1)
    body = taken.messages()[0].get_body()
    assert body is not None
    assert body.get_content().splitlines() == [".", ".begin"]


def test_one_that_is_turned_down_is_in_nobodys_way() -> None:
    taken = Taken()
    taken.to = {"geen@voorbeeld.nl": "550 5.1.1 no such user", "later@voorbeeld.nl": "450 4.2.1 try later"}
    taken.to["beleid@voorbeeld.nl"] = "550 5.7.1 not for you"
    taken.data = {"vol@voorbeeld.nl": "552 5.2.2 mailbox full", "druk@voorbeeld.nl": "451 4.3.0 busy"}
    receivers = ("geen", "later", "beleid", "vol", "druk", "goed")
    outcomes = sent(taken, *(mail(f"{name}@voorbeeld.nl") for name in receivers))
    assert [one.fate for one in outcomes] == [
        *(Fate.REFUSED, Fate.NOT_NOW, Fate.NOT_NOW, Fate.REFUSED, Fate.NOT_NOW, Fate.TAKEN),
    ]
    assert not any(one.stop for one in outcomes)
    assert [to for to, _ in taken.mails] == ["goed@voorbeeld.nl"]
    assert "no such user" in outcomes[0].said
    for one in outcomes:
        for language in LANGUAGES:
            assert say(one.code, {"said": one.said}, language)


@pytest.mark.parametrize("how", ["silent", "gone"])
def test_no_answer_to_the_content_is_in_doubt_and_never_sent_again(how: str) -> None:
    taken = Taken()
    setattr(taken, how, {"a@voorbeeld.nl"})
    outcomes = sent(taken, mail(), mail("b@voorbeeld.nl", 2), patience=0.5)
    assert [one.fate for one in outcomes] == [Fate.UNKNOWN, Fate.TAKEN]
    assert taken.message_ids() == ["<1@voorbeeld.nl>", "<2@voorbeeld.nl>"]
    assert taken.connections == 2


def test_one_that_hung_up_before_is_asked_once_more() -> None:
    taken = Taken()
    taken.gone_before = {"b@voorbeeld.nl"}
    outcomes = sent(taken, mail(), mail("b@voorbeeld.nl", 2))
    assert [one.fate for one in outcomes] == [Fate.TAKEN, Fate.TAKEN]
    assert taken.message_ids() == ["<1@voorbeeld.nl>", "<2@voorbeeld.nl>"]


@contextmanager
def saying(*answers: bytes) -> Iterator[int]:
    """A server that says what it is told to after each line it gets, and then nothing any more."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            line, _ = listening.accept()
            with suppress(OSError), line, line.makefile("rb") as heard:
                for answer in answers:
                    line.sendall(answer)
                    heard.readline()
                while heard.readline():
                    pass

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            thread.join()


GREETING = (b"220 hi\r\n", b"250 me\r\n")


@pytest.mark.parametrize(
    ("answers", "fate"),
    [
        ((*GREETING, b"250 ok\r\n", b"250 ok\r\n", b"nonsense\r\n"), Fate.NOT_NOW),
        ((*GREETING, b"250 ok\r\n", b"250 ok\r\n", b"354 go\r\n"), Fate.UNKNOWN),
        ((*GREETING, b"250 ok\r\n", b"250 ok\r\n", b"250 what\r\n"), Fate.NOT_NOW),
        ((*GREETING, b"530 5.7.0 first log in\r\n"), Fate.NOT_NOW),
        ((*GREETING, b"250 ok\r\n", b"421 closing\r\n"), Fate.NOT_NOW),
        ((*GREETING, b"250 ok\r\n", b"250 " + b"x" * 100_000), Fate.NOT_NOW),
        ((*GREETING, b"552 too large\r\n"), Fate.REFUSED),
    ],
)
def test_a_server_that_talks_nonsense(answers: tuple[bytes, ...], fate: Fate) -> None:
    with saying(*answers) as port, closing(plain(port, 0.3)) as connection:
        found = connection.send(mail())
    assert found.fate is fate
    assert say(found.code, {"said": found.said}, "nl").endswith(".")


def test_a_server_that_never_comes_to_an_end_is_cut_off() -> None:
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            line, _ = listening.accept()
            with suppress(OSError), line:
                for answer in (*GREETING, b"250 ok\r\n", b"250 ok\r\n", b"354 go\r\n"):
                    line.sendall(answer)
                    line.recv(4096)
                while not over.wait(0.02):
                    line.sendall(b"250-not yet\r\n")

        thread = threading.Thread(target=serve)
        thread.start()
        with closing(plain(listening.getsockname()[1], 0.2)) as connection:
            outcome = connection.send(mail())
        over.set()
        thread.join()
    assert outcome.fate is Fate.UNKNOWN


def test_what_a_server_says_cannot_colour_a_terminal() -> None:
    taken = Taken()
    taken.to = {"a@voorbeeld.nl": "550 \x1b[31mno\x1b[0m" + "x" * 300}
    (outcome,) = sent(taken, mail())
    assert outcome.said.isprintable()
    assert len(outcome.said) <= 200


def refused_to_open(server: Server) -> InputError:
    with pytest.raises(InputError) as refused, closing(Connection(server, US)) as connection:
        connection.open()
    for language in LANGUAGES:
        assert say(refused.value.code, refused.value.parameters, language).count(". ") <= 1
    return refused.value


@pytest.fixture(scope="module")
def safe(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ssl.SSLContext]:
    if shutil.which("openssl") is None:
        pytest.skip("openssl makes the certificate")
    return certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def password(tmp_path: Path) -> Path:
    file = tmp_path / "password"
    file.write_text(f"{PASSWORD}\n")
    file.chmod(0o600)
    return file


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_line_is_safe_and_the_password_is_asked(
    security: Security, safe: tuple[Path, ssl.SSLContext], password: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cert, context = safe
    taken = Taken()
    with serving_safely(taken, security, context) as port:
        server = Server("localhost", port, security, USER, password)
        assert refused_to_open(server).code == "sending.certificate"
        monkeypatch.setenv("SSL_CERT_FILE", str(cert))
        with closing(Connection(server, US)) as connection:
            assert connection.send(mail()).fate is Fate.TAKEN
        password.write_text("fout")
        wrong = refused_to_open(server)
    assert wrong.code == "sending.login"
    assert "fout" not in str(wrong)
    assert len(taken.mails) == 1


class SafeController(Controller):
    """One that looks whether it runs without knowing the certificate."""

    def _trigger_server(self) -> None:
        with (
            socket.create_connection((self.hostname, self.port)) as line,
            ssl._create_unverified_context().wrap_socket(line) as safe_line,
        ):
            assert safe_line.recv(100).startswith(b"220")


@contextmanager
def serving_safely(taken: Taken, security: Security, context: ssl.SSLContext) -> Iterator[int]:
    if security is Security.STARTTLS:
        with serving(taken, **login(auth_required=True, require_starttls=True), tls_context=context) as port:
            yield port
        return
    options = login(auth_require_tls=False)
    controller = SafeController(taken, hostname="127.0.0.1", port=free_port(), ssl_context=context, **options)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def test_no_line_that_is_not_safe_where_one_was_asked_for() -> None:
    with serving(Taken()) as port:
        assert refused_to_open(Server("127.0.0.1", port, Security.STARTTLS)).code == "sending.no_security"


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    assert refused_to_open(Server("127.0.0.1", port, Security.NONE)).code == "sending.no_server"
    assert refused_to_open(Server("no.such.host.invalid", 25, Security.TLS)).code == "sending.no_server"


@pytest.mark.parametrize(
    ("mode", "content", "code"),
    [
        (0o640, b"x", "sending.password_rights"),
        (0o604, b"x", "sending.password_rights"),
        (0o600, b"\n", "sending.no_password"),
        (0o600, b"\xff", "sending.no_password"),
    ],
)
def test_a_password_file_that_will_not_do(password: Path, mode: int, content: bytes, code: str) -> None:
    password.write_bytes(content)
    password.chmod(mode)
    found = refused_to_open(Server("127.0.0.1", 1, Security.NONE, USER, password))
    assert (found.code, found.parameters["place"]) == (code, str(password))


def test_a_password_is_read_from_a_plain_file_only(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe, 0o600)
    for file, code in ((pipe, "password_rights"), (tmp_path, "password_file"), (tmp_path / "geen", "password_file")):
        found = refused_to_open(Server("127.0.0.1", 1, Security.NONE, USER, file))
        assert found.code == f"sending.{code}"


def test_an_address_in_letters_of_no_ascii() -> None:
    taken = Taken()
    outcomes = sent(taken, mail("josé@bücher.example"), mail("b@voorbeeld.nl", 2))
    assert [one.fate for one in outcomes] == [Fate.TAKEN, Fate.TAKEN]
    assert [to for to, _ in taken.mails] == ["josé@xn--bcher-kva.example", "b@voorbeeld.nl"]
    with saying(*GREETING) as port, closing(plain(port, 0.3)) as connection:
        found = connection.send(mail("josé@voorbeeld.nl"))
    assert (found.fate, found.code) == (Fate.REFUSED, "sending.not_ascii")


@pytest.mark.parametrize("answers", [(), GREETING[:1], (*GREETING, b"250 ok\r\n", b"550 no\r\n"), GREETING])
def test_a_letter_at_a_time_is_not_waited_for_wherever_it_begins(answers: tuple[bytes, ...]) -> None:
    """While it greets, says what it can, begins anew after it turned one down, or takes leave."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            line, _ = listening.accept()
            with suppress(OSError), line:
                for answer in answers:
                    line.sendall(answer)
                    line.recv(4096)
                while not over.wait(0.02):
                    line.sendall(b" ")

        thread = threading.Thread(target=serve)
        thread.start()
        connection = plain(listening.getsockname()[1], 0.2)
        try:
            if answers == GREETING:
                connection.open()
            else:
                with pytest.raises(InputError) if len(answers) < 2 else nullcontext():
                    assert connection.send(mail()).fate is Fate.REFUSED
        finally:
            connection.close()
            over.set()
            thread.join()


def test_a_connection_that_was_closed_just_before_needs_no_cutting_off() -> None:
    """The timer may run in the moment between; its thread would say so."""
    before = set(threading.enumerate())
    with smtp._no_longer(smtplib.SMTP(), time.monotonic()):
        for timer in set(threading.enumerate()) - before:
            timer.join()


@pytest.mark.parametrize("host", ["a..b", "a" * 70 + ".nl"])
def test_a_name_that_no_server_can_have_is_no_matter_of_logging_in(host: str) -> None:
    with pytest.raises(InputError, match=r"sending\.no_server"):
        Connection(Server(host, 25, Security.NONE), US).open()
