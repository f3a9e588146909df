"""What letter could be written about a case, to whom, and what each needs that cannot be worked out."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import add
from casebook.domain.finding import HOUSE_RULE, Finding
from casebook.domain.gate import Outgoing, Stop
from casebook.domain.letters.extras import EXTRAS, Extra
from casebook.domain.letters.facts import LetterText
from casebook.domain.letters.fitting import Fit, Situation, fitting
from casebook.domain.letters.kept import facts_of
from casebook.domain.letters.kinds import KEEPS_A_RIGHT, TO_OTHERS, LetterKind, Tone
from casebook.domain.letters.standing import IN_THE_HOUSE, OVER
from casebook.errors import Refused
from casebook.jobs.drafting import HOUSE, Settings
from casebook.jobs.letter_extras import Asked, Proposed, proposed
from casebook.letters import engine
from casebook.letters.blocks import Place, blocks
from casebook.store import gate_facts
from casebook.store.actions.letters import Draft, PrepareLetter
from casebook.store.claim_default import default_of
from casebook.store.database import Database
from casebook.store.letters.known import Known, known
from casebook.store.letters.stated import CaseClaims
from casebook.store.models.cases import Outcome, TrackKind
from casebook.store.models.parties import PartyKind
from casebook.store.queries import bookings, care, case, insurance, liabilities, outbox
from casebook.store.queries.bookings import ClaimSheet
from casebook.store.queries.outbox import WaitingRow

_K = LetterKind
_NONE: Mapping[str, Extra] = {}
# The drafting works these out; `died_on` only where it is known.
_WORKED_OUT = frozenset({"main_debtor", "as_of", "known_address", "costs_after", "vat_in_costs"})
# What he agreed to is recorded of who is liable.
_WORKED_OUT |= {"maximum", "paid", "beside"}
# What is corrected says these.
_WORKED_OUT |= {"corrected_kind", "not_meant"}
_LAST_DAY = "last_day"
_GUARANTORS = frozenset({_K.GUARANTOR_NOTICE, _K.GUARANTOR_DEMAND})
_CO_DEBTORS = frozenset({_K.CO_DEBTOR_DEMAND})
_GUARANTOR = "guarantor"
_TO_STRANGERS = frozenset({_K.PLEDGE_DISCLOSURE, _K.BANK_GUARANTEE_CALL, _K.INSURER_NOTICE})


class Somebody(NamedTuple):
    """Who owes, or who else a letter may go to; `what` says what he is here, as a word."""

    party_id: int
    name: str
    what: str


class Offer(NamedTuple):
    """What is proposed for a letter of a kind, and what is still to be said.

    `owing` may get it, `chosen` do as it is proposed; `others` where it goes to one who does not owe. `asked` are the
    fields to be filled, with what is `known` of them. `last_day` is None where the letter names none, `needs_last_day`
    where it cannot do without. `waiting` are the letters of the kind that did not leave the house yet.
    """

    kind: LetterKind
    owing: tuple[Somebody, ...]
    chosen: tuple[int, ...]
    others: tuple[Somebody, ...]
    sheets: tuple[ClaimSheet, ...]
    tone: Finding[Tone] | None
    language: str
    names_last_day: bool
    needs_last_day: bool
    last_day: date
    asked: Mapping[str, Extra]
    known: Proposed
    waiting: tuple[WaitingRow, ...]


class Previewed(NamedTuple):
    """A letter that is not stored yet: what it says, and what the gate says of it."""

    draft: Draft
    text: LetterText
    stops: tuple[Stop, ...]


def fits(database: Database, day: date, case_id: int) -> tuple[Fit, ...]:
    """Return the kinds that fit how a case stands, with why."""
    with database.snapshot():
        found = known(database, [case_id], day)
        one = found.cases.get(case_id)
        return () if one is None else fitting(_situation(database, found, one))


def offer(database: Database, day: date, case_id: int, kind: LetterKind, settings: Settings = HOUSE) -> Offer:
    """Return what is proposed for a letter of a kind about a case.

    Raises `InputError` for templates of one's own that cannot be used, `Refused` where there is no such case.
    """
    with database.snapshot():
        found = known(database, [case_id], day)
        one = found.cases.get(case_id)
        if one is None:
            raise Refused("case.gone", source=HOUSE_RULE)
        owing = tuple(_owing(database, found, one))
        chosen = _chosen(owing, kind)
        language = found.people[chosen[0]].language or "nl"
        template = engine.templates(settings.templates).of[kind, language]
        fields = proposed(database, Asked(case_id, one.debtor_id, kind, day))
        died = found.people[one.debtor_id].died_on
        asked = {
            name: extra
            for name, extra in EXTRAS.get(kind, _NONE).items()
            if name not in _WORKED_OUT and (name != "died_on" or died is None)
        }
        return Offer(
            kind,
            owing,
            chosen,
            tuple(_others(database, found, one, kind)) if kind in TO_OTHERS else (),
            tuple(bookings.sheets(database, case_id, day)),
            None if kind in TO_OTHERS else found.toned(database, case_id, chosen[0], kind),
            language,
            _LAST_DAY in template.source.body or _LAST_DAY in template.front.needs,
            _LAST_DAY in template.front.needs,
            add(day, database.law.defaults.letter_terms.applied(day).value.answer),
            asked,
            fields,
            outbox.waiting(database, case_id, kind),
        )


def previewed(database: Database, day: date, many: Sequence[PrepareLetter]) -> tuple[Previewed, ...]:
    """Return letters as they will read, with what the gate says of each, before anything is stored."""
    drafts = [draft for one in many for draft in one.letters]
    stops = gate_facts.stops_of(database, [out for one in many for out in outgoing(one)], day)
    return tuple(Previewed(draft, text_of(draft), of) for draft, of in zip(drafts, stops, strict=True))


def text_of(draft: Draft) -> LetterText:
    """Return the words of a letter that is not stored yet."""
    specified = Place.SPECIFICATION in blocks(draft.body)
    return LetterText(facts_of(draft.facts), draft.subject, draft.body, draft.asks_cents, specified, draft.template)


def outgoing(bundle: PrepareLetter) -> Iterator[Outgoing]:
    """Yield letters that are not stored yet as the gate is asked about them."""
    to = frozenset(draft.addressee_id for draft in bundle.letters)
    for draft in bundle.letters:
        yield Outgoing(
            facts_of(draft.facts),
            bundle.case_id,
            draft.party_id,
            draft.addressee_id,
            draft.ways,
            draft.asks_cents,
            draft.role or "",
            draft.address_id,
            draft.mail,
            to,
        )


def _situation(database: Database, found: Known, one: CaseClaims) -> Situation:
    owed = _owed(one, one.debtor_id)
    claims = [claim for claim in one.accounts.record.claims if claim.id in owed]
    defaults = [default_of(claim, database.law) for claim in claims]
    last = case.contacts(one.case_id).after(database, None, 1).rows
    letters = outbox.of_case(database, one.case_id)
    in_vain = last and last[0].outcome is Outcome.NOT_REACHED
    tracks = {row.kind for row in case.tracks(database, one.case_id) if row.closed_on is None}
    # An estate that was imported as such has no track of its own.
    if found.people[one.debtor_id].kind is PartyKind.ESTATE:
        tracks.add(TrackKind.ESTATE)
    return Situation(
        signals=[(row.code, row.parameters) for row in case.signals(database, one.case_id)],
        tracks={kind.value for kind in tracks},
        sent={row.kind: row.sent_on for row in reversed(letters) if row.sent_on is not None and row.state not in OVER},
        prepared={row.kind for row in letters if row.state in IN_THE_HOUSE},
        liable={
            row.relation.value
            for row in liabilities.liabilities(database, one.case_id)
            if row.until_on is None and row.claim_id in _owed(one, row.party_id)
        },
        owes=bool(owed),
        consumer=one.is_consumer(owed),
        in_default=_in_default([default.value if default else None for default in defaults], found.day),
        not_reached_on=last[0].on_day if in_vain else None,
    )


def _owed(one: CaseClaims, party_id: int) -> list[int]:
    """Return the claims that somebody can be asked for: open, not let go, and not lapsed against him."""
    return [id_ for id_ in one.owed_by(party_id) if not (one.has_lapsed(id_, party_id) or one.is_let_go(id_))]


def _in_default(days: Sequence[date | None], day: date) -> bool | None:
    """Tell whether the debtor is in default on all claims; None where that is not known of one of them."""
    if not days or None in days:
        return None
    return all(one is not None and one <= day for one in days)


def _owing(database: Database, found: Known, one: CaseClaims) -> Iterator[Somebody]:
    yield Somebody(one.debtor_id, found.people[one.debtor_id].name, "the_debtor")
    seen = {one.debtor_id}
    for row in liabilities.liabilities(database, one.case_id):
        if row.party_id not in seen and row.until_on is None:
            seen.add(row.party_id)
            yield Somebody(row.party_id, row.name, row.relation.value)


def _chosen(owing: Sequence[Somebody], kind: LetterKind) -> tuple[int, ...]:
    """Return who gets a letter as it is proposed: all who owe where it keeps a right."""
    if kind in KEEPS_A_RIGHT:
        return tuple(one.party_id for one in owing)
    if kind in _GUARANTORS | _CO_DEBTORS:
        meant = [one.party_id for one in owing[1:] if (one.what == _GUARANTOR) is (kind in _GUARANTORS)]
        return tuple(meant) or (owing[0].party_id,)
    return (owing[0].party_id,)


def _others(database: Database, found: Known, one: CaseClaims, kind: LetterKind) -> Iterator[Somebody]:
    """Yield who is known beside those who owe: who acts for the debtor, and the notary of his estate.

    For what goes to who insures or owes the debtor himself these are nobody: only an insurer is known of those.
    """
    if kind is _K.INSURER_NOTICE:
        covers = insurance.covers(database, one.debtor_id)
        yield from dict.fromkeys(Somebody(row.insurer_id, row.insurer, "the_insurer") for row in covers)
    if kind in _TO_STRANGERS:
        return
    debtor = found.people[one.debtor_id]
    for who in debtor.acting:
        if who.acts(found.day):
            yield Somebody(who.party, found.people[who.party].name, who.role)
    estate = care.estate(database, one.debtor_id)
    if estate is not None and estate.notary_id is not None:
        yield Somebody(estate.notary_id, estate.notary or "", "the_notary")
