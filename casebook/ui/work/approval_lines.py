"""How a request for approval is told: what was asked and why, what would happen, what moved, what was said."""

from collections.abc import Iterator, Sequence

from casebook import format as form
from casebook.store.models.people import ApprovalState
from casebook.store.queries.approvals import Difference, RequestCard, Said, WaitingRow
from casebook.store.queries.timeline import Told
from casebook.store.queries.told.values import Shown
from casebook.text import clean, clean_line
from casebook.ui.case_tabs.telling import bullet, part
from casebook.ui.case_tabs.timeline import what, who
from casebook.ui.desk import Desk
from casebook.ui.dialogs.ask_approval import decided_by, lacking_lines
from casebook.ui.prose import EMPTY, Line, Span, head, labelled, line

_LABEL = 18
# So many lines of what was done since are shown; the timeline has them all.
_MOST_SINCE = 8


def asked_lines(row: WaitingRow, desk: Desk) -> list[Line]:
    """Return what was asked, by whom, why, and until when it can be approved; or how it was decided."""
    lines = [line(Span(desk.say(row.code, **row.parameters), "strong"), hang=2)]
    if row.text:
        lines.append(line(clean(row.text)))
    lines.append(EMPTY)
    if row.case_number:
        lines.append(labelled(desk.say("queue.case"), f"{row.case_number} {clean_line(row.name)}", _LABEL))
    if row.cents is not None:
        lines.append(labelled(desk.say("approval_list.amount"), form.money(row.cents, desk.language), _LABEL))
    asked = f"{asker(row, desk)}, {form.day(row.asked_on, desk.language)}"
    lines.append(labelled(desk.say("approval_list.by"), asked, _LABEL))
    lines.append(labelled(desk.say("approval_list.reason"), clean(row.reason), _LABEL))
    if row.state is not ApprovalState.ASKED:
        lines.append(labelled(desk.say("approval_list.decided"), decided(row, desk), _LABEL))
    elif row.needed_by is not None:
        late = row.needed_by < desk.day
        needed = form.day(row.needed_by, desk.language)
        said = desk.say("approval_list.too_late", on=row.needed_by) if late else needed
        lines.append(labelled(desk.say("approval_list.needed"), Span(said, "urgent" if late else ""), _LABEL))
    return lines


def asker(row: WaitingRow, desk: Desk) -> str:
    """Return who asked, and for whom."""
    by = clean_line(row.asked_by)
    if row.on_behalf_of is None:
        return by
    return desk.say("timeline_list.for", person=by, other=clean_line(row.on_behalf_of))


def decided(row: WaitingRow, desk: Desk) -> Span:
    """Return how a request was decided, by whom, when and why."""
    said = desk.say(
        "approval_list.decision",
        state=f"approval_{row.state}",
        by=clean_line(row.decided_by or ""),
        on=row.decided_on,
        reason=clean_line(row.decision or ""),
    )
    return Span(said, "due" if row.state is ApprovalState.REFUSED else "strong")


def page_lines(card: RequestCard, ahead: Sequence[Line], desk: Desk) -> list[Line]:
    """Return all that helps to decide on a request; `ahead` says what would happen now."""
    lines = asked_lines(card.row, desk)
    if card.again:
        lines.append(labelled("", Span(desk.say("approval_list.again"), "quiet"), _LABEL))
    if card.row.state is ApprovalState.ASKED:
        lines += [decided_by(card.deciders, desk)]
    lines.append(EMPTY)
    lines += part(desk.say("approval_list.lacks"), lacking_lines(card.lacks, desk))
    lines += part(desk.say("approval_list.said"), [_said(one, desk) for one in card.said])
    lines += part(desk.say("approval_list.ahead"), list(ahead))
    lines += part(desk.say("approval_list.since"), list(_since(card.since, desk)))
    return lines + part(desk.say("approval_list.alike"), [_alike(one, desk) for one in card.alike])


def moved_lines(found: Sequence[Difference], desk: Desk) -> Iterator[Line]:
    """Yield what would be done otherwise than was foreseen when it was asked, field by field."""
    heading = ""
    for one in found:
        name = f" {shown(one.name, desk)}" if one.name is not None else ""
        record = desk.say("approval_list.record", record=one.record) + name
        if not one.column:
            code = "approval_list.not_any_more" if one.gone else "approval_list.also"
            yield line(Span("! " + desk.say(code, record=record), "due"), hang=2)
            continue
        if record != heading:
            heading = record
            yield head(record)
        label = "  " + desk.say(f"word.{one.column}")
        said = desk.say("approval_list.moved", was=_or_nothing(one.was, desk), now=_or_nothing(one.now, desk))
        yield labelled(label, Span(said, "due"), _LABEL + 8)


def shown(value: Shown | None, desk: Desk) -> str:
    """Return a value as it is said."""
    if value is None:
        return ""
    return clean_line(value.text) if value.said is None else desk.say(value.said[0], **value.said[1])


def _or_nothing(value: Shown | None, desk: Desk) -> str:
    return shown(value, desk) or desk.say("seen.nothing")


def _said(one: Said, desk: Desk) -> Line:
    by = clean_line(one.person)
    if one.on_behalf_of is not None:
        by = desk.say("timeline_list.for", person=by, other=clean_line(one.on_behalf_of))
    return bullet(Span(f"{by}, {form.day(one.on_day, desk.language)}: ", "quiet"), clean(one.text))


def _since(found: Sequence[Told], desk: Desk) -> Iterator[Line]:
    for one in found[:_MOST_SINCE]:
        by = f"{form.day(one.day, desk.language)} {clean_line(who(one, desk))}: "
        yield bullet(Span(by, "quiet"), clean_line(what(one, desk)))
    if len(found) > _MOST_SINCE:
        yield bullet(Span(desk.say("approval_list.more", count=len(found) - _MOST_SINCE), "quiet"))


def _alike(row: WaitingRow, desk: Desk) -> Line:
    what_was = desk.say(row.code, **row.parameters)
    number = f"{row.case_number} " if row.case_number else ""
    return bullet(Span(f"{number}", "quiet"), f"{what_was}: ", decided(row, desk))
