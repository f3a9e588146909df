"""The page on which stands what has to be paid: the sum first, then each claim, then what is apart."""

from collections.abc import Iterator, Sequence
from itertools import chain

from rich.cells import cell_len

from casebook import format as form
from casebook.domain.finding import Caution
from casebook.domain.money import ZERO, Cents
from casebook.domain.signals.clock_state import ClockState
from casebook.store.queries.payees import Payee
from casebook.store.queries.payoff import Contra, PayoffLine
from casebook.text import clean_line
from casebook.ui.case_tabs.telling import part, state_word
from casebook.ui.desk import Desk
from casebook.ui.dialogs.ask_day import on_day
from casebook.ui.prose import EMPTY, Line, Span, labelled, line
from casebook.ui.widgets.columns import cut
from casebook.ui.work.payoff_found import Found, total

# In cells: an amount of ten million, and all of a row, which fits in a terminal of 80.
_AMOUNT, _ROW = 13, 76
_LABEL = _ROW - 4 * _AMOUNT
_INDENT = "  "
# So many claims are named to which the same remark applies.
_NAMED = 4


def payoff_lines(found: Found, desk: Desk) -> list[Line]:
    """Return what has to be paid on a day."""
    say, asked = desk.say, found.payoff
    several = len(found.by_payee) > 1
    return [
        *_first(found, desk),
        *part(say("payoff_page.creditors"), list(_creditors(found, desk)) if several else []),
        *part(say("payoff_page.later"), list(_later(found, desk))),
        *_claims(found, desk),
        *part(say("payoff_page.contra"), list(_contra(found, desk))),
        *part(say("payoff_page.owed"), list(_owed(found, desk))),
        *part(say("payoff_page.lapsed"), list(_lapsed(found, desk))),
        *part(say("payoff_page.remarks"), list(_remarks(asked.lines, desk))),
    ][:-1]


def account(payee: Payee, desk: Desk) -> str:
    """Return the accounts of a creditor as they are read out, or that none is recorded."""
    return " / ".join(map(grouped, payee.ibans)) or desk.say("payoff_page.no_account")


def grouped(iban: str) -> str:
    """Return an IBAN in groups of four."""
    return " ".join(iban[at : at + 4] for at in range(0, len(iban), 4))


def _first(found: Found, desk: Desk) -> Iterator[Line]:
    asked, on = found.payoff, on_day(found.payoff.day, desk)
    if not asked.total:
        yield line(Span(desk.say("payoff_page.nothing", on=on), "strong"))
    else:
        # Close to its label, where the eye is, and in sight on the smallest terminal.
        total_now = form.money(asked.total, desk.language)
        yield line(Span(desk.say("payoff_page.total", on=on) + _INDENT), Span(total_now, "head"))
        yield labelled(desk.say("payoff_page.reference"), Span(clean_line(asked.reference), "strong"), _LABEL)
        if len(found.by_payee) == 1:
            ((payee, _),) = found.by_payee
            yield labelled(desk.say("payoff_page.account"), account(payee, desk), _LABEL)
            yield labelled("", Span(clean_line(payee.name), "quiet"), _LABEL)
    if asked.total and found.contested_total:
        yield _sum(desk.say("payoff_page.contested"), found.contested_total, desk)
        yield _sum(desk.say("payoff_page.uncontested"), Cents(asked.total - found.contested_total), desk)
    if asked.total and asked.contra:
        yield _sum(desk.say("payoff_page.contra"), asked.contra_total, desk)
    if asked.day != desk.day:
        code = "payoff_page.ahead" if asked.day > desk.day else "payoff_page.back"
        yield line(Span(desk.say(code), "quiet"))
    yield EMPTY


def _creditors(found: Found, desk: Desk) -> Iterator[Line]:
    for payee, lines in found.by_payee:
        yield _sum(_INDENT + clean_line(payee.name), total(lines), desk)
        yield line(Span(_INDENT * 2 + account(payee, desk), "quiet"))


def _later(found: Found, desk: Desk) -> Iterator[Line]:
    asked = found.payoff
    if not asked.total:
        return
    if all(cents == asked.total for _, cents in found.later):
        yield line(_INDENT, desk.say("payoff_page.stays", on=found.later[-1][0]))
        return
    yield _sum(_INDENT + desk.say("payoff_page.per_day"), asked.per_day, desk)
    for day, cents in found.later:
        yield _sum(_INDENT + on_day(day, desk), cents, desk)
    if any(cents < asked.total + asked.per_day * ((day - asked.day).days - 1) for day, cents in found.later):
        yield line(Span(_INDENT + desk.say("payoff_page.less_later"), "due"), hang=len(_INDENT))


def _claims(found: Found, desk: Desk) -> list[Line]:
    asked = found.payoff
    if not asked.lines:
        return []
    names = [desk.say(f"payoff_page.{name}") for name in ("principal", "costs", "interest", "sum")]
    heads = "".join(name.rjust(_AMOUNT) for name in names)
    rows = [line(Span(cut(desk.say("payoff_page.claims"), _LABEL), "head"), Span(heads, "quiet"))]
    several = len(found.by_payee) > 1
    for payee, lines in found.by_payee:
        if several:
            rows.append(line(Span(clean_line(payee.name), "quiet")))
        rows += chain.from_iterable(_claim(one, found.contested.get(one.claim_id, ZERO), desk) for one in lines)
    if len(asked.lines) > 1:
        sums = (asked.open.principal, asked.open.costs, asked.interest_due, asked.total)
        rows.append(_row(desk.say("payoff_page.all"), sums, desk, "strong"))
    return [*rows, EMPTY]


def _claim(one: PayoffLine, contested: Cents, desk: Desk) -> Iterator[Line]:
    number = _INDENT + clean_line(one.number)
    if one.foreign_cents is not None:
        amount = form.amount(one.foreign_cents, desk.language)
        said = desk.say("payoff_page.foreign", currency=one.currency, amount=amount)
        yield line(cut(number, _LABEL), Span(said, "quiet"), hang=_LABEL)
    else:
        yield _row(number, (one.open.principal, one.open.costs, one.interest_due, one.total), desk)
    if contested:
        yield line(Span(_INDENT * 2 + desk.say("payoff_page.of_which_contested", cents=contested), "quiet"))
    if one.state is ClockState.UNPROVEN:
        yield line(Span(f"{_INDENT * 2}! {state_word(one.state, desk)}", "due"))
    if one.not_pursued:
        yield line(Span(_INDENT * 2 + desk.say("payoff_page.not_pursued"), "quiet"))


def _contra(found: Found, desk: Desk) -> Iterator[Line]:
    asked = found.payoff
    for item in asked.contra:
        yield _sum(_INDENT + _contra_name(item, desk), item.cents, desk)
    if not asked.contra:
        return
    if asked.after_contra < 0:
        yield _sum(_INDENT + desk.say("payoff_page.credit"), Cents(-asked.after_contra), desk, "strong")
    else:
        yield _sum(_INDENT + desk.say("payoff_page.after_contra"), asked.after_contra, desk, "strong")


def _owed(found: Found, desk: Desk) -> Iterator[Line]:
    """Yield what we owe him: apart, since it is off only once it is set off."""
    for item in found.owed:
        said = desk.say("payoff_page.owed_item", kind=item.kind, number=item.number, code=item.code)
        yield _sum(_INDENT + said, item.left, desk)
        if item.contested:
            yield line(Span(_INDENT * 2 + desk.say("contra.contested"), "quiet"))
    if found.owed and found.payoff.total:
        yield _sum(_INDENT + desk.say("payoff_page.after_set_off"), found.after_set_off, desk, "strong")


def _contra_name(item: Contra, desk: Desk) -> str:
    if item.payment_id is None:
        return desk.say("payoff_page.overpaid", number=item.name)
    if item.name:
        return desk.say("payoff_page.unallocated_of", on=item.on_day, name=item.name)
    return desk.say("payoff_page.unallocated", on=item.on_day)


def _lapsed(found: Found, desk: Desk) -> Iterator[Line]:
    """Yield what is never asked: interest before a day, and claims that have possibly lapsed."""
    for one in found.payoff.lines:
        if one.interest.lapsed:
            before = one.interest.lapsed_before
            code = "payoff_page.lapsed_before" if before else "payoff_page.lapsed_interest"
            yield _sum(_INDENT + desk.say(code, number=one.number, on=before), one.interest.lapsed, desk)
    for one in found.payoff.lapsed:
        state = "" if one.state in {None, ClockState.POSSIBLY_LAPSED} else f" · {state_word(one.state, desk)}"
        if one.foreign_cents is not None:
            amount = form.amount(one.foreign_cents, desk.language)
            said = desk.say("payoff_page.foreign", currency=one.currency, amount=amount)
            yield line(f"{_INDENT}{clean_line(one.number)}{state}  ", Span(said, "quiet"), hang=4)
        else:
            yield _sum(f"{_INDENT}{desk.say('payoff_page.claim', number=one.number)}{state}", one.open.total, desk)


def _remarks(lines: Sequence[PayoffLine], desk: Desk) -> Iterator[Line]:
    """Yield what is to be known of the interest, each thing once with the claims for which it holds."""
    about: dict[tuple[str, str], list[str]] = {}
    for one in lines:
        found = one.interest.finding
        cautions: list[Caution] = [*filter(None, [one.interest.reason]), *(found.warnings if found else ())]
        for caution in cautions:
            key = desk.say(caution.code, **caution.parameters), caution.source
            about.setdefault(key, []).append(clean_line(one.number))
        if one.interest.overbooked:
            said = desk.say("payoff_page.overbooked", number=one.number, amount=one.interest.overbooked)
            yield line(Span(f"{_INDENT}! ", "due"), said, hang=4)
    for (said, source), numbers in about.items():
        yield line(
            Span(f"{_INDENT}! ", "due"),
            f"{_named(numbers, len(lines), desk)}{said}",
            Span(f"  {source}", "quiet"),
            hang=4,
        )


def _named(numbers: Sequence[str], of: int, desk: Desk) -> str:
    """Return the claims for which something holds, nothing where that is all of them."""
    if len(numbers) == of:
        return ""
    more = len(numbers) - _NAMED
    rest = f" {desk.say('payoff_page.more', count=more)}" if more > 0 else ""
    return f"{', '.join(numbers[:_NAMED])}{rest}: "


def _row(label: str, amounts: Sequence[Cents], desk: Desk, style: str = "") -> Line:
    said = "".join(form.amount(cents, desk.language).rjust(_AMOUNT) for cents in amounts)
    return line(Span(cut(label, _LABEL), style), Span(said, style))


def _sum(label: str, cents: Cents, desk: Desk, style: str = "") -> Line:
    """Return an amount in the last column of the table; a label that leaves it no room stands above it."""
    amount = form.money(cents, desk.language)
    room = _ROW - cell_len(label)
    if room < len(amount) + 1:
        return line(Span(label, style), "\n", Span(amount.rjust(_ROW - 4), style), hang=4)
    return line(Span(label, style), Span(amount.rjust(room), style))
