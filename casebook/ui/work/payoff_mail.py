"""What has to be paid, as a text for a mail to who asked it."""

from collections.abc import Iterator

from casebook.domain.matching.references import creditor_reference
from casebook.domain.money import Cents
from casebook.letters.payment import pay_link
from casebook.store.queries.payees import Payee
from casebook.ui.desk import Desk
from casebook.ui.work.letter_settings import letter_settings
from casebook.ui.work.payoff_found import Found, total
from casebook.ui.work.payoff_lines import grouped


def mail_text(found: Found, desk: Desk) -> str:
    """Return the text: the sum, the day until which it holds, the account to pay to, and the reference."""
    return "\n".join(_sentences(found, desk))


def without_account(found: Found) -> list[str]:
    """Return the names of the creditors who have to be paid and of whom the text can name no account."""
    return [payee.name for payee, _ in _sums(found) if not payee.ibans]


def _sentences(found: Found, desk: Desk) -> Iterator[str]:
    asked, sums = found.payoff, _sums(found)
    yield desk.say("payoff_mail.total", number=asked.reference, on=asked.day, amount=asked.total)
    code = "payoff_mail.until_per_day" if asked.per_day else "payoff_mail.until"
    yield desk.say(code, on=asked.day, per_day=asked.per_day)
    if any(one.foreign_cents is not None for one in asked.lines):
        yield desk.say("payoff_mail.foreign")
    if len(sums) == 1:
        ((payee, cents),) = sums
        yield desk.say("payoff_mail.whole", amount=cents, to=_to(payee), number=asked.reference)
        address = letter_settings(desk).pay_link
        if address:
            reference = creditor_reference(asked.reference)
            link = pay_link(address, reference=reference, case_number=asked.reference, cents=cents)
            yield desk.say("payoff_mail.link", link=link)
        return
    yield desk.say("payoff_mail.several")
    for payee, cents in sums:
        yield desk.say("payoff_mail.part", amount=cents, to=_to(payee))
    yield desk.say("payoff_mail.reference", number=asked.reference)


def _to(payee: Payee) -> tuple[str, dict[str, str]]:
    """Return to whom is paid, on the account that was recorded first."""
    if not payee.ibans:
        return "payoff_mail.to", {"name": payee.name}
    return "payoff_mail.to_account", {"name": payee.name, "iban": grouped(payee.ibans[0])}


def _sums(found: Found) -> list[tuple[Payee, Cents]]:
    sums = [(payee, total(lines)) for payee, lines in found.by_payee]
    return [(payee, cents) for payee, cents in sums if cents]
