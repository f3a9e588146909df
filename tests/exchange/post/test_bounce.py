"""What mail servers send back of a mail that could not be delivered, and what only looks like it."""

from email import message_from_bytes, message_from_string, policy
from email.message import EmailMessage, Message

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.exchange.post.bounce import Bounce, bounces

# As Postfix writes it, with the headers of what came back.
POSTFIX = """\
From: MAILER-DAEMON@mail.voorbeeld.nl (Mail Delivery System)
To: incasso@voorbeeld.nl
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=_b"
Message-Id: <20261121@mail.voorbeeld.nl>

--=_b
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mail.voorbeeld.nl.

--=_b
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.voorbeeld.nl
X-Postfix-Queue-ID: 4D1
Arrival-Date: Sat, 21 Nov 2026 10:00:00 +0100 (CET)

Final-Recipient: rfc822; geen@elders.example
Original-Recipient: rfc822;geen@elders.example
Action: {action}
Status: {status}
Remote-MTA: dns; mx.elders.example
Diagnostic-Code: smtp; 550 5.1.1 <geen@elders.example>:
 Recipient address rejected: no such user

--=_b
Content-Description: Undelivered Message
Content-Type: {returned}

From: incasso@voorbeeld.nl
To: geen@elders.example
Message-ID: <abc123@voorbeeld.nl>
Subject: Herinnering

--=_b--
"""
SAID = "550 5.1.1 <geen@elders.example>: Recipient address rejected: no such user"


def report(action: str = "failed", status: str = "5.1.1", returned: str = "message/rfc822") -> str:
    return POSTFIX.format(action=action, status=status, returned=returned)


@pytest.mark.parametrize("returned", ["message/rfc822", "text/rfc822-headers"])
@pytest.mark.parametrize("modern", [True, False])
def test_a_mail_that_came_back(returned: str, modern: bool) -> None:
    text = report(returned=returned)
    message: Message = (
        message_from_bytes(text.replace("\n", "\r\n").encode(), policy=policy.default)
        if modern
        else message_from_string(text)
    )
    assert bounces(message) == (Bounce("<abc123@voorbeeld.nl>", "geen@elders.example", "5.1.1", SAID, True),)


@pytest.mark.parametrize(
    ("action", "status", "permanent"),
    [("failed", "5.1.1", True), ("failed", "4.4.7", False), ("delayed", "4.4.1", False), ("failed", "", True)],
)
def test_one_that_may_still_arrive_is_no_loss(action: str, status: str, permanent: bool) -> None:
    (found,) = bounces(message_from_string(report(action, status)))
    assert (found.status, found.permanent) == (status, permanent)


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded", ""])
def test_one_that_arrived_is_no_bounce(action: str) -> None:
    assert bounces(message_from_string(report(action, "2.0.0"))) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Subject: Re: uw brief\n\nGeachte, <abc123@voorbeeld.nl>\n",
        report().replace("<abc123@voorbeeld.nl>", "abc123"),
        report().replace("multipart/report", "multipart/mixed"),
        report().replace("message/delivery-status", "text/plain"),
        "Content-Type: multipart/report; boundary=x\n\n--x--\n",
        "",
    ],
)
def test_any_other_message_is_none(text: str) -> None:
    assert bounces(message_from_string(text)) == ()


def test_what_it_says_is_one_line_without_codes() -> None:
    text = report().replace("no such user", "\x1b[31m" + "x" * 5000)
    (found,) = bounces(message_from_string(text))
    assert found.said.isprintable()
    assert len(found.said) <= 500


@given(st.binary(max_size=400), st.integers(0, 1800))
def test_nothing_makes_it_fail(noise: bytes, at: int) -> None:
    content = report().encode()
    for way in (policy.default, policy.compat32):
        message = message_from_bytes(content[:at] + noise + content[at:], policy=way)
        assert isinstance(bounces(message), tuple)


def test_a_bounce_of_our_own_mail_is_found() -> None:
    ours = EmailMessage()
    ours["Message-ID"] = "<deadbeef@voorbeeld.nl>"
    ours.set_content("Geachte")
    text = report().replace("Message-ID: <abc123@voorbeeld.nl>", f"Message-ID: {ours['Message-ID']}")
    assert [one.message_id for one in bounces(message_from_string(text))] == [ours["Message-ID"]]
