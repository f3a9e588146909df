"""Who the debtor is, how he is reached and who acts for him, in lines."""

from collections.abc import Iterator

from casebook.store.queries.debtor import AddressRow, ContactPointRow, Party, PartyCard, RepresentativeRow
from casebook.store.queries.told.words import channel_word
from casebook.text import clean_line
from casebook.ui.case_tabs.telling import bullet, day, kind_of, period
from casebook.ui.desk import Desk
from casebook.ui.prose import Line, Span, labelled, line
from casebook.ui.work.debtor_consent import told as consent_told
from casebook.words import LANGUAGES, country

_LABEL = 14
_LONGEST = 400


def debtor_lines(party: Party, desk: Desk) -> Iterator[Line]:
    """Yield who a party is and how it is reached; what has ended is quiet."""
    say, card = desk.say, party.card
    yield line("  ", " · ".join(_who(card, desk)), hang=2)
    if card.language:
        spoken = say(f"overview.language_{card.language}") if card.language in LANGUAGES else clean_line(card.language)
        channel = f" · {say(f'word.{channel_word(card.channel)}')}" if card.channel else ""
        yield labelled("  " + say("overview.reached"), spoken + channel, _LABEL)
    for number in party.numbers:
        yield labelled("  " + say("overview.number"), f"{clean_line(number.code)} {clean_line(number.number)}", _LABEL)
    for alias in party.aliases:
        flagged = f" · {say('overview.flagged')}" if alias.flagged else ""
        yield labelled("  " + say("overview.alias"), clean_line(alias.name) + flagged, _LABEL)
    yield from (_address(address, desk) for address in party.addresses)
    yield from (_point(point, desk) for point in party.contact_points)
    for account in party.accounts:
        others = "" if account.own else f" · {say('overview.account_of_other')}"
        yield labelled("  IBAN", account.iban + others, _LABEL)


def _who(card: PartyCard, desk: Desk) -> Iterator[str]:
    yield clean_line(card.name)
    yield kind_of(card.kind, desk)
    for name, number in (("kvk", card.kvk), ("btw_id", card.btw_id), ("rsin", card.rsin)):
        if number:
            yield desk.say(f"overview.{name}", value=number)
    for name, on in (("born", card.birth_date), ("died", card.died_on)):
        if on is not None:
            yield desk.say(f"overview.{name}", on=on)
    if card.parent:
        yield desk.say("overview.parent", name=card.parent)


def _address(row: AddressRow, desk: Desk) -> Line:
    where = f"{row.street} {row.house_number}, {row.postcode} {row.city}"
    abroad = f", {country(row.country, desk.language)}" if row.country != "NL" else ""
    dead = row.status == "dead" or (row.until_on is not None and row.until_on < desk.day)
    sure = [desk.say(f"word.{row.status}"), clean_line(row.source), day(row.checked_on, desk)]
    sure.append(period(row.from_on, row.until_on, desk))
    told = " · ".join(filter(None, sure))
    label = Span(("  " + desk.say("overview.address")).ljust(_LABEL), "quiet")
    return line(
        label,
        Span(clean_line(where + abroad, _LONGEST), "quiet" if dead else ""),
        Span(f" · {told}", "quiet"),
        hang=_LABEL,
    )


def _point(row: ContactPointRow, desk: Desk) -> Line:
    gone = row.until_on is not None and row.until_on < desk.day
    whose = [clean_line(row.person_name), clean_line(row.person_role), clean_line(row.best_time)]
    whose.append(desk.say("period.until", on=row.until_on) if row.until_on else "")
    whose.append(consent_told(row, desk))
    told = " · ".join(filter(None, whose))
    kind = desk.say(f"word.{row.kind}")
    label = Span(f"  {kind[:1].upper()}{kind[1:]}".ljust(_LABEL), "quiet")
    return line(
        label,
        Span(clean_line(row.value), "quiet" if gone else ""),
        Span(f" · {told}" if told else "", "quiet"),
        hang=_LABEL,
    )


def representative_line(row: RepresentativeRow, desk: Desk) -> Line:
    """Return who acts for a party, when, and whether his authority was seen."""
    ended = row.until_on is not None and row.until_on < desk.day
    said = f"{clean_line(row.name)} · {desk.say(f'word.{row.role}')}"
    more = [period(row.from_on, row.until_on, desk)]
    more.append(desk.say("overview.write_to") if row.write_to and not ended else "")
    seen = row.authority_seen_on
    more.append(desk.say("overview.seen", on=seen) if seen else desk.say("overview.not_seen"))
    told = " · ".join(filter(None, more))
    return bullet(Span(said, "quiet" if ended else ""), Span(f" · {told}", "quiet"))
