"""Letters are written: from what is stored to drafts, each to whom it has to go."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from casebook.domain.delivery import presumed_delivery
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.insolvency.filing import NAMED, Rank
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.signals.clock_state import ClockState
from casebook.errors import Refused
from casebook.jobs.agency_copies import copies, holders
from casebook.jobs.drafting import HOUSE, Settings, Wanted, Writing
from casebook.store.actions.letters import Draft, PrepareLetter
from casebook.store.case_clocks import Standing
from casebook.store.case_titles import Titles
from casebook.store.database import Database
from casebook.store.letters.at_start import as_told, at_start, since_start
from casebook.store.letters.known import Known, known
from casebook.store.letters.stated import CaseClaims, Stood, claims_of
from casebook.store.models.claims import Relation
from casebook.store.rows import many

__all__ = ["HOUSE", "Interruptions", "Late", "Settings", "Wanted", "composed", "composed_all", "interruptions"]

_LIVE = frozenset({ClockState.RUNNING, ClockState.EXTENDED, ClockState.UNPROVEN, ClockState.RELIED_ON})
# The field that names the day on which a letter states how claims stood, where that is not the day of the letter.
_STATED_ON = {
    LetterKind.CLAIM_FILING: "opened_on",
    LetterKind.BALANCE_CONFIRMATION: "as_of",
    LetterKind.TRUSTEE_ANSWER: "balance_on",
}
# What is filed stood open when the insolvency began: it works from the first hour of its day (Fw 23).
_STOOD: Mapping[LetterKind, Callable[[Database, Sequence[int], date], dict[int, CaseClaims]]] = {
    LetterKind.CLAIM_FILING: at_start,
    LetterKind.TRUSTEE_ANSWER: as_told,
}
_CASES = "SELECT DISTINCT case_id FROM claim WHERE id IN ({marks}) ORDER BY case_id"


class Late(NamedTuple):
    """A letter that by post does not arrive before a claim may lapse: the writ of a bailiff does."""

    case_id: int
    party_id: int
    name: str
    numbers: tuple[str, ...]
    needed_by: date
    arrives_on: date


class Unwritten(NamedTuple):
    """One who owes to whom no letter can be written, and why: the code of a sentence, with its parameters."""

    case_number: str
    name: str
    code: str
    parameters: Mapping[str, object]


class Interruptions(NamedTuple):
    """Letters that interrupt, of one bundle for each who owes; those that come too late by post; claims without any.

    `unwritten` are those who owe to whom none can be written.
    """

    prepare: tuple[PrepareLetter, ...]
    late: tuple[Late, ...]
    without: tuple[int, ...]
    unwritten: tuple[Unwritten, ...] = ()


class _Case(NamedTuple):
    case_id: int


def composed(database: Database, day: date, case_id: int, kind: LetterKind, wanted: Wanted) -> tuple[Draft, ...]:
    """Return the letters of a kind about a case: to each who owes or stands for him, of each creditor one.

    Raises `Refused` where the case has no such claims, or for a field that the letter needs and that is not given.
    """
    found = composed_all(database, day, {case_id: wanted}, kind)[case_id]
    if isinstance(found, Refused):
        raise found
    return found


def composed_all(
    database: Database, day: date, wanted: Mapping[int, Wanted], kind: LetterKind
) -> dict[int, tuple[Draft, ...] | Refused]:
    """Return the letters of a kind about each of many cases, or why there are none, in as many queries as for one."""
    others = [one.to for one in wanted.values() if one.to is not None]
    held = holders(database, list(wanted)) if kind is LetterKind.INTERRUPTION else []
    others += [one.party_id for one in held]
    found = known(database, list(wanted), day, [*others, *(party for one in wanted.values() for party in one.parties)])
    cases = {**found.cases, **_as_at(database, found, wanted, kind)}
    drafts: dict[int, tuple[Draft, ...] | Refused] = {}
    for case_id, case in cases.items():
        try:
            _refuse_ahead(kind, wanted[case_id], day)
            one = Writing(database, found, case, kind, wanted[case_id])
            own = tuple(one.drafts())
            drafts[case_id] = (*own, *_told_too(one, own), *copies(one, own, held))
        except Refused as refused:
            drafts[case_id] = refused
    return drafts


def _told_too(told: Writing, own: Sequence[Draft]) -> Iterator[Draft]:
    """Yield the letters that tell guarantors of a notice of default: they hear of it at the same time (BW 7:855)."""
    wanted, case = told.wanted, told.case
    if told.kind is not LetterKind.NOTICE_OF_DEFAULT or set(wanted.parties) - {case.debtor_id}:
        return
    claims = {one.claim_id for draft in own for one in draft.claims}
    guarantors: dict[int, list[int]] = {}
    for one in case.accounts.record.liable:
        if one.relation is Relation.GUARANTOR and one.claim_id in claims and one.party_id in case.others(one.claim_id):
            guarantors.setdefault(one.party_id, []).append(one.claim_id)
    for party_id, ids in guarantors.items():
        notice = replace(wanted, claim_ids=tuple(ids), parties=(party_id,), tone=None, language=None, extras={})
        yield from told._replace(kind=LetterKind.GUARANTOR_NOTICE, wanted=notice).drafts()


def _as_at(database: Database, found: Known, wanted: Mapping[int, Wanted], kind: LetterKind) -> dict[int, CaseClaims]:
    """Return the claims of cases of which a letter of a kind states how they stood on a day of its own.

    As a debt of the estate it states what is from after that day, as that stands on the day of the letter.
    """
    name = _STATED_ON.get(kind, "")
    others: dict[tuple[date, bool], list[int]] = {}
    for case_id, one in wanted.items():
        on, estate = one.extras.get(name), NAMED.get(str(one.extras.get("rank"))) is Rank.ESTATE
        if isinstance(on, date) and (on != found.day or kind in _STOOD):
            others.setdefault((on, estate), []).append(case_id)
    stated: dict[int, CaseClaims] = {}
    for (on, estate), ids in others.items():
        if estate:
            stated |= since_start(database, ids, on, found.day)
        else:
            stated |= _STOOD.get(kind, _as_it_stood)(database, ids, on)
    return stated


def _as_it_stood(database: Database, case_ids: Sequence[int], on: date) -> dict[int, CaseClaims]:
    return claims_of(database, case_ids, on, Stood(on))


def _refuse_ahead(kind: LetterKind, wanted: Wanted, day: date) -> None:
    """Refuse to state how claims will stand on a day to come: what comes in until then nobody knows."""
    on = wanted.extras.get(_STATED_ON.get(kind, ""))
    if isinstance(on, date) and on > day:
        raise Refused("letter.stated_ahead", source=HOUSE_RULE, on=on)


def interruptions(
    database: Database, day: date, claim_ids: Sequence[int], settings: Settings = HOUSE, *, by_writ: bool = False
) -> Interruptions:
    """Return the letters that interrupt the limitation of claims against each whose clock runs, on the whole claim.

    Principal debtors, co-debtors and guarantors get their own, and whoever stands for them; an agency that has such a
    claim gets a copy. With `by_writ` those that would come too late by post go by the writ of a bailiff as well.
    """
    cases = [one.case_id for one in many(database, _CASES, _Case, claim_ids)]
    held = holders(database, cases)
    found = known(database, cases, day, [one.party_id for one in held])
    prepare: list[PrepareLetter] = []
    late: list[Late] = []
    unwritten: list[Unwritten] = []
    reached: set[int] = set()
    arrives_on = presumed_delivery(day, database.law.delivery, database.law.holidays).value.careful
    for case in found.cases.values():
        for party_id, clocks in _against(case, claim_ids).items():
            needed_by = min(filter(None, (clock.last_day for clock in clocks)), default=None)
            too_late = needed_by is not None and arrives_on is not None and arrives_on > needed_by
            wanted = Wanted(_about(case, clocks), (party_id,), settings=settings)
            reached |= {clock.claim.id for clock in clocks}
            writing = Writing(database, found, case, LetterKind.INTERRUPTION, wanted)
            try:
                drafts = tuple(writing.drafts())
            except Refused as refused:
                # The letters to others are not kept from leaving by it.
                unwritten.append(Unwritten(case.number, found.people[party_id].name, refused.code, refused.parameters))
                continue
            if too_late and by_writ:
                drafts = tuple(replace(one, ways=(DispatchWay.BAILIFF, *one.ways)) for one in drafts)
            if too_late and needed_by is not None and arrives_on is not None:
                late.append(_late(found, case, party_id, clocks, (needed_by, arrives_on)))
            prepare += _bundles(case.case_id, (*drafts, *copies(writing, drafts, held)))
    without = tuple(id_ for id_ in claim_ids if id_ not in reached)
    return Interruptions(tuple(prepare), tuple(late), without, tuple(unwritten))


def _against(case: CaseClaims, claim_ids: Iterable[int]) -> dict[int, list[Standing]]:
    """Return the clocks of claims that can be interrupted, by those they run against; each claim once."""
    wanted = set(claim_ids)
    found: dict[int, list[Standing]] = {}
    for clock in case.accounts.standings:
        if clock.claim.id in wanted and clock.state in _LIVE and clock.kind is not ClockKind.INTEREST:
            found.setdefault(clock.debtor_id, []).append(clock)
    return found


def _about(case: CaseClaims, clocks: Sequence[Standing]) -> tuple[int, ...]:
    """Return the claims a letter is about: with a title the claim it took the place of, where the amount stands."""
    titles = Titles(case.accounts.record)
    found: dict[int, None] = {}
    for clock in clocks:
        original = titles.original(clock.claim.id)
        found |= dict.fromkeys([*([original.id] if original else []), clock.claim.id])
    return tuple(found)


def _bundles(case_id: int, drafts: Sequence[Draft]) -> Iterator[PrepareLetter]:
    """Yield the letters of each creditor as one bundle."""
    for creditor_id in dict.fromkeys(one.creditor_id for one in drafts):
        yield PrepareLetter(case_id, tuple(one for one in drafts if one.creditor_id == creditor_id))


def _late(found: Known, case: CaseClaims, party_id: int, clocks: Sequence[Standing], days: tuple[date, date]) -> Late:
    numbers = tuple(dict.fromkeys(clock.claim.number for clock in clocks))
    return Late(case.case_id, party_id, found.people[party_id].name, numbers, *days)
