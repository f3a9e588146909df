"""Something that came in as text: what it says, which cases it may be for and why, and what became of it."""

from collections.abc import Iterator, Sequence
from itertools import islice

from casebook.domain.post.nature import PostNature
from casebook.domain.post.unread import Unread
from casebook.store.document_texts import PageText
from casebook.store.models.post import PostDecision
from casebook.store.queries.in_tray import PostRow
from casebook.store.queries.post_item import CandidateCard, PostCard
from casebook.store.queries.sent_letters import SentLetter
from casebook.text import clean, clean_line
from casebook.ui.case_tabs.telling import day
from casebook.ui.desk import Desk
from casebook.ui.prose import EMPTY, Line, Span, head, labelled, line

_LABEL = 14
# So many lines of what it says, and cases it may be for, are shown beside the list.
_FIRST_LINES, _FIRST_CASES = 12, 3
# So many lines of an item, or of a document, are shown to read: they are laid out at once.
_MOST_LINES = 20_000
_LONGEST_LINE = 10_000
# From so sure on one may nearly rely on it, or think it likely.
_NEARLY, _LIKELY = 85, 65


def sender(row: PostRow, desk: Desk) -> str:
    """Return who sent an item, as far as it says so itself."""
    return clean_line(row.from_name or row.from_mail) or desk.say("in_tray.nameless")


def subject(row: PostRow) -> str:
    """Return what an item is about: what it says itself, else what its document is called."""
    return clean_line(row.subject or row.name, 200)


def heading(row: PostRow, desk: Desk) -> str:
    """Return what an item is called: who sent it, what it is about, and when it came in."""
    return f"{sender(row, desk)} · {subject(row)} · {day(row.received_on, desk)}"


def titled(code: str, desk: Desk) -> str:
    """Return what a menu calls an act, as the heading of its form."""
    said = desk.say(code)
    return said[:1].upper() + said[1:]


def sureness(confidence: int, desk: Desk) -> str:
    """Return how sure it is for which case something is, in a word."""
    if confidence >= _NEARLY:
        return desk.say("in_tray.nearly_sure")
    return desk.say("in_tray.likely" if confidence >= _LIKELY else "in_tray.perhaps")


def case_told(one: CandidateCard, desk: Desk) -> str:
    """Return a case that an item may be for, how that was found, and how sure it is."""
    found = f"{desk.say(f'word.post_by_{one.method}')}, {sureness(one.confidence, desk)}"
    return f"{clean_line(one.number)} {clean_line(one.debtor)} · {found}"


def letter_told(letter: SentLetter, desk: Desk) -> str:
    """Return a letter of ours, to whom it went, by which way and when."""
    kind, way = desk.say(f"word.letter_kind_{letter.kind}"), desk.say(f"word.way_{letter.way}")
    return " · ".join((kind, clean_line(letter.addressee), way, day(letter.sent_on, desk)))


def preview(card: PostCard, desk: Desk) -> list[Line]:
    """Return what is shown of an item beside the list: there may be room for a few lines only."""
    row = card.row
    lines = [line(Span(subject(row), "head"), hang=2), _from(row, desk), *_decided(card, desk)]
    if row.decision is None:
        lines += [*_proposed(card, desk), *_candidates(card, desk, _FIRST_CASES)]
    lines += _unread(row.unread, desk)
    lines += [line(Span("┊ ", "quiet"), one, hang=2) for one in _first_lines(card.pages)]
    if card.parts:
        lines.append(line(Span(desk.say("in_tray.attached", count=len(card.parts)) + " ", "quiet"), _names(card)))
    return lines


def told(card: PostCard, desk: Desk) -> list[Line]:
    """Return an item as briefly as one can decide on it: who sent it, and how it begins."""
    row = card.row
    return [line(Span(subject(row), "strong"), hang=2), _from(row, desk)]


def page_lines(card: PostCard, desk: Desk) -> list[Line]:
    """Return all that is known of an item, and all that it and its attachments say."""
    lines = _decided(card, desk)
    if card.row.decision is None:
        lines += [*_proposed(card, desk), *_candidates(card, desk), EMPTY]
    lines += [labelled(desk.say(f"in_tray.fact_{code}"), value, _LABEL) for code, value in _facts(card, desk) if value]
    if card.answers:
        lines += [EMPTY, head(desk.say("in_tray.answers"))]
        lines += [line("  ", letter_told(one, desk), hang=4) for one in card.answers]
    lines += [EMPTY, head(desk.say("in_tray.text")), *text_lines(card.pages, desk)]
    for part in card.parts:
        lines += [EMPTY, head(desk.say("in_tray.part", name=clean_line(part.name, 200)))]
        # The names of all of them are shown in any case.
        lines += text_lines(part.pages, desk, max(0, _MOST_LINES - len(lines)))
    return lines


def text_lines(pages: Sequence[PageText], desk: Desk, most: int = _MOST_LINES) -> Iterator[Line]:
    """Yield what pages say, each under its number where there are several, and why there is none or not all.

    After `most` lines a sentence says that there is more.
    """
    yield from _unread(pages[0].unread if pages else None, desk)
    shown = islice(_of_pages(pages, desk), most + 1)
    for number, one in enumerate(shown):
        yield one if number < most else line(Span(desk.say("in_tray.more_text"), "due"))


def _of_pages(pages: Sequence[PageText], desk: Desk) -> Iterator[Line]:
    for page in pages:
        if len(pages) > 1:
            # How many pages there are is not known of what was not read to its end.
            code = "in_tray.page_of_part" if pages[0].unread is Unread.PART else "in_tray.page"
            yield line(Span(desk.say(code, number=page.page, of=len(pages)), "leaf"))
        for one in _lines(page.text):
            # A line without end counts for as many as it would be.
            yield from (line(one[at : at + _LONGEST_LINE]) for at in range(0, max(1, len(one)), _LONGEST_LINE))


def _from(row: PostRow, desk: Desk) -> Line:
    mail = f" <{clean_line(row.from_mail)}>" if row.from_name and row.from_mail else ""
    return line(sender(row, desk), Span(f"{mail} · {day(row.received_on, desk)}", "quiet"), hang=2)


def _facts(card: PostCard, desk: Desk) -> Iterator[tuple[str, str]]:
    row = card.row
    mail = clean_line(row.from_mail)
    yield (
        "from",
        f"{clean_line(row.from_name)} <{mail}>" if row.from_name and mail else clean_line(row.from_name) or mail,
    )
    yield "to", clean_line(card.to, 300)
    yield "subject", clean_line(row.subject, 300)
    yield "sent", day(row.sent_on, desk)
    yield "arrived", day(row.arrived_on, desk)
    yield "file", clean_line(row.name, 200)


def _decided(card: PostCard, desk: Desk) -> list[Line]:
    row = card.row
    if row.decision is None:
        return []
    said = desk.say("in_tray.was_decided", what=f"post_{row.decision}", on=row.decided_on, by=row.decided_by)
    of = f" · {clean_line(row.number)} {clean_line(row.debtor)}" if row.case_id else ""
    lines = [line(Span("✓ " + said, "strong"), of, hang=2)]
    if row.reason:
        lines.append(line("  ", Span(clean_line(row.reason, 500), "quiet"), hang=2))
    return [*lines, EMPTY]


def _candidates(card: PostCard, desk: Desk, most: int | None = None) -> list[Line]:
    if not card.candidates:
        return [line(Span("? " + desk.say("in_tray.no_case"), "due"), hang=2)]
    lines: list[Line] = []
    for place, one in enumerate(card.candidates[:most]):
        why = " · ".join(desk.say(why.code, **why.parameters) for why in one.why)
        style = "" if place else "strong"
        sign = "  " if place or card.proposal is not None else "+ "
        lines.append(line(Span(sign + case_told(one, desk), style), Span(f" · {why}" if why else "", "quiet"), hang=4))
    more = 0 if most is None else len(card.candidates) - most
    if more > 0:
        lines.append(line("  ", Span(desk.say("in_tray.more_cases", count=more), "quiet")))
    return lines


def _proposed(card: PostCard, desk: Desk) -> Iterator[Line]:
    """Yield what an item is, that no person wrote, and what it is proposed as."""
    if card.row.nature is not None:
        sign = "↩ " if card.row.nature is PostNature.BOUNCED else "· "
        yield line(Span(sign + desk.say(f"in_tray.nature_{card.row.nature}"), "due"), hang=2)
    proposal = card.proposal
    if proposal is None:
        return
    why = desk.say(f"word.returned_{proposal.returned_as}") if proposal.returned_as else ""
    if proposal.named is not None:
        code = "in_tray.in_subject" if proposal.named.in_subject else "in_tray.in_text"
        why = desk.say(code, word=proposal.named.word)
    said = desk.say(f"in_tray.proposed_{proposal.decision}")
    if proposal.asked is not None:
        who, request = proposal.asked.who, proposal.asked.request
        said = desk.say("in_tray.proposed_asked", kind=f"request_of_{request.kind}", name=clean_line(who.name))
        why = desk.say("in_tray.in_subject" if request.in_subject else "in_tray.in_text", word=request.word)
    if proposal.decision is PostDecision.RETURNED and not proposal.letters:
        said = desk.say("in_tray.proposed_unknown_letter")
    yield line(Span("+ " + " · ".join(filter(None, (said, why))), "strong"), hang=2)
    if proposal.sure:
        yield line("  ", letter_told(proposal.letters[0], desk), hang=4)
    elif proposal.letters:
        yield line("  ", Span(desk.say("in_tray.several_letters", count=len(proposal.letters)), "quiet"))


def _unread(why: Unread | None, desk: Desk) -> Iterator[Line]:
    if why is not None:
        yield line(Span("! " + desk.say(f"post.unread.{why}"), "due"), hang=2)


def _lines(text: str) -> list[str]:
    return clean(text).strip("\n").split("\n") if text.strip() else []


def _first_lines(pages: Sequence[PageText]) -> list[str]:
    found = [one.strip() for page in pages[:1] for one in _lines(page.text) if one.strip()]
    return found[:_FIRST_LINES]


def _names(card: PostCard) -> str:
    return ", ".join(clean_line(part.name) for part in card.parts)
