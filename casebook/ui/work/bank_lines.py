"""An entry of the bank as text: what the bank told of it, what it may be and why, and what became of it."""

from collections.abc import Iterator, Sequence

from casebook import format as form
from casebook.domain.matching.candidate import Method, Proposed
from casebook.domain.money import Cents
from casebook.store.queries.bank_entry import EntryCard, EntryUse, ShownCandidate
from casebook.text import clean, clean_line
from casebook.ui.case_tabs.telling import day, money
from casebook.ui.desk import Desk
from casebook.ui.prose import EMPTY, Line, Span, head, labelled, line

_LABEL = 25
_INDENT = "  "
# So many claims of a candidate are named.
_MOST_CLAIMS = 6


def heading(card: EntryCard, desk: Desk) -> str:
    """Return what an entry is called: the amount, from or to whom, and the day."""
    code = "bank_entry.in" if card.cents > 0 else "bank_entry.out"
    name = clean_line(card.name) or desk.say("bank_entry.nameless")
    return desk.say(code, amount=Cents(abs(card.cents)), name=name, on=card.booked_on)


def told(card: EntryCard, desk: Desk) -> list[Line]:
    """Return an entry as briefly as one can decide on it: what the payer wrote, his account, and what is left."""
    lines = []
    if text := clean_line(card.text, 300):
        lines.append(_fact("text", text, desk))
    if card.reference:
        lines.append(_fact("reference", clean_line(card.reference), desk))
    if card.iban:
        lines.append(_fact("iban", clean_line(card.iban), desk))
    if card.rest not in (card.cents, 0):
        lines.append(_fact("rest", money(card.rest, desk), desk))
    if card.free:
        lines.append(_fact("free", money(card.free, desk), desk))
    return lines


def entry_lines(card: EntryCard, desk: Desk) -> list[Line]:
    """Return all that is known of an entry: what it may be, what became of it, and each fact that the bank told."""
    return [*proposal(card, desk), *_uses(card, desk), head(desk.say("bank_entry.bank")), *_facts(card, desk)]


def preview(card: EntryCard, desk: Desk) -> list[Line]:
    """Return what is shown of an entry beside the list: there may be room for a few lines only."""
    lines = [line(Span(heading(card, desk), "head"), hang=2)]
    if not card.rest:
        return [*lines, *_uses(card, desk)[1:-1], *told(card, desk)]
    lines += told(card, desk)
    if not card.candidates:
        lines += proposal(card, desk)[:-1]
    for one in card.candidates:
        lines += _briefly(one, card, desk)
    return [*lines, *_uses(card, desk)]


def proposal(card: EntryCard, desk: Desk) -> list[Line]:
    """Return what an entry may be, the likeliest first; nothing where nothing is left of it."""
    if not card.rest:
        return [line(Span(desk.say("bank_entry.done"), "strong")), EMPTY]
    if not card.candidates:
        return [line(Span(desk.say("bank_entry.nothing"), "due"), hang=2), EMPTY]
    lines = [head(desk.say("bank_entry.may_be", count=len(card.candidates)))]
    for one in card.candidates:
        lines += _candidate(one, card, desk)
    return [*lines, EMPTY]


def _briefly(one: ShownCandidate, card: EntryCard, desk: Desk) -> Iterator[Line]:
    found = Span(f" · {short_method(one.method, one.confidence, desk)}", "quiet")
    yield line(Span(_INDENT + _called(one, card, desk), "strong"), found, hang=4)
    why = " · ".join(desk.say(why.code, **why.parameters) for why in one.why)
    yield line("    " + _about(one, desk), Span(f" · {why}" if why else "", "quiet"), hang=4)


def _candidate(one: ShownCandidate, card: EntryCard, desk: Desk) -> Iterator[Line]:
    """Yield a candidate with how it was found, what is open, and the reasons; the first says what `+` would do."""
    found = Span(f" · {found_by(one.method, one.confidence, desk)}", "quiet")
    yield line(Span(_INDENT + _called(one, card, desk), "strong"), found, hang=4)
    yield line("    " + _about(one, desk), hang=4)
    for why in one.why:
        yield line(Span(f"    · {desk.say(why.code, **why.parameters)}", "quiet"), hang=6)
    if one.third_party:
        yield line(Span("    · " + desk.say("bank_entry.third_party"), "quiet"), hang=6)
    if one is card.candidates[0] and not one.ready:
        code = "ledger" if one.proposed is Proposed.AWAIT_LEDGER else "unsure"
        yield line(Span("    ! " + desk.say(f"bank_entry.not_ready_{code}"), "due"), hang=6)


def _called(one: ShownCandidate, card: EntryCard, desk: Desk) -> str:
    """Return a candidate by its case, with the amount where it takes only a part of what is left of the entry."""
    sign = "+" if one is card.candidates[0] and one.ready else "?"
    part = f" · {money(Cents(abs(one.cents)), desk)}" if one.cents != card.rest else ""
    return f"{sign} {proposed(one.proposed, one.number, one.debtor, desk)}{part}"


def _about(one: ShownCandidate, desk: Desk) -> str:
    """Return the payment that a candidate is about, or what is open in its case."""
    if one.paid_on is not None and one.paid is not None:
        return desk.say("bank_entry.payment", on=one.paid_on, amount=one.paid)
    if not one.claims:
        return desk.say("bank_entry.open_in_all", amount=one.open)
    return desk.say("bank_entry.open", amount=one.open, claims=_claims(one, desk))


def why_lines(card: EntryCard, desk: Desk) -> list[Line]:
    """Return by which methods it was looked for, in their order, and what each found."""
    lines = [line(desk.say("bank_entry.methods"), hang=0), EMPTY]
    for number, method in enumerate(Method, 1):
        found = [one for one in card.candidates if one.method is method]
        style = "head" if found else "quiet"
        said = "" if found else f" · {desk.say('bank_entry.found_nothing')}"
        lines.append(line(Span(f"{number}. {desk.say(f'bank_entry.by_{method}')}", style), Span(said, "quiet")))
        for one in found:
            lines += _candidate(one, card, desk)
    return lines


def proposed(what: Proposed, number: str, debtor: str, desk: Desk) -> str:
    """Return what is done with an entry where a candidate is accepted, with the case."""
    return desk.say(f"bank_entry.{what}", number=clean_line(number), name=clean_line(debtor))


def found_by(method: Method, confidence: int, desk: Desk) -> str:
    """Return by what something was found, and how sure that is."""
    return desk.say("bank_entry.found_by", method=desk.say(f"bank_entry.by_{method}"), confidence=confidence)


def use_said(use: EntryUse, desk: Desk) -> str:
    """Return what became of a part of an entry, in a line."""
    case = f"{clean_line(use.number)} {clean_line(use.debtor)}" if use.case_id is not None else ""
    parts = [money(Cents(abs(use.cents)), desk), desk.say(f"bank_entry.use_{use.kind}"), case]
    return " · ".join(filter(None, parts))


def short_method(method: Method | None, confidence: int, desk: Desk) -> str:
    """Return by what something was found in a word, and how sure that is; nothing where nothing was found."""
    return "" if method is None else f"{desk.say(f'bank_entry.short_{method}')} {confidence}%"


def _claims(one: ShownCandidate, desk: Desk) -> list[str]:
    named = [f"{clean_line(claim.number)} {form.money(claim.open, desk.language)}" for claim in one.claims]
    more = len(named) - _MOST_CLAIMS
    return [*named[:_MOST_CLAIMS], *([desk.say("bank_entry.more_claims", count=more)] if more > 0 else [])]


def _uses(card: EntryCard, desk: Desk) -> list[Line]:
    if not card.uses:
        return []
    lines = [head(desk.say("bank_entry.uses"))]
    for use in card.uses:
        sign = "✗ " if use.undone_on is not None else "✓ "
        free = desk.say("bank_entry.use_free", amount=use.free) if use.free else ""
        about = [free, day(use.on_day, desk), clean_line(use.reason)]
        lines.append(
            line(
                Span(_INDENT + sign + use_said(use, desk), "quiet" if use.undone_on is not None else ""),
                Span(" · " + " · ".join(filter(None, about)), "quiet"),
                hang=4,
            )
        )
        if use.undone_on is not None:
            said = desk.say("bank_entry.undone", on=use.undone_on, reason=clean_line(use.undone_because))
            lines.append(line(Span(f"    {said}", "quiet"), hang=4))
    return [*lines, EMPTY]


def _facts(card: EntryCard, desk: Desk) -> Iterator[Line]:
    """Yield each fact as the bank told it; what it did not tell has no line."""
    facts: Sequence[tuple[str, str]] = (
        ("amount", money(card.cents, desk)),
        ("rest", money(card.rest, desk) if card.rest != card.cents else ""),
        ("booked", day(card.booked_on, desk)),
        ("valued", day(card.value_on, desk) if card.value_on != card.booked_on else ""),
        ("name", clean_line(card.name)),
        ("ultimate", clean_line(card.ultimate_name)),
        ("iban", clean_line(card.iban or "")),
        ("text", clean(card.text)),
        ("reference", clean_line(card.reference)),
        ("end_to_end", clean_line(card.end_to_end)),
        ("mandate", clean_line(card.mandate)),
        ("return_code", clean_line(card.return_code or "")),
        ("reversal", desk.say("form.yes") if card.is_reversal else ""),
        ("account", clean_line(card.account)),
        ("creditor", clean_line(card.creditor)),
        ("statement", clean_line(card.statement_number)),
        ("code", clean_line(card.transaction_code)),
        ("bank_reference", clean_line(card.bank_reference)),
    )
    yield from (_fact(name, value, desk) for name, value in facts if value)


def _fact(name: str, value: str, desk: Desk) -> Line:
    return labelled(_INDENT + desk.say(f"bank_entry.{name}"), value, _LABEL)
