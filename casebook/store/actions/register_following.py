"""A proceeding follows the publications that were accepted of it: what they say no more is rolled back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.insolvency.facts import ACTING, EndKind, EventKind, Happened, Match, PersonRole, Source
from casebook.domain.insolvency.register_course import Course, Wanted, course
from casebook.domain.search import fold
from casebook.errors import Refused
from casebook.store import acting, insolvency_rows, register_copies
from casebook.store.actions import given
from casebook.store.actions.addresses import Place, same_place
from casebook.store.actions.insolvency_bearing import NEVER, add_happened, bear
from casebook.store.actions.insolvency_people import Appointed, appoint_all, release_all, take_up_again
from casebook.store.insolvency_rows import Recorded
from casebook.store.models.insolvency import Insolvency, InsolvencyPerson
from casebook.store.models.parties import Party, Representation
from casebook.store.register_copies import CopiedPublication, Copy
from casebook.store.transaction import Transaction

_OVER = (EventKind.ENDED, EventKind.CONVERTED)
# Of these a proceeding has one: another day or outcome takes its place.
_ONCE = frozenset({EventKind.STARTED, *_OVER})
_SUCCESSORS = "SELECT id FROM insolvency WHERE predecessor_id = ? ORDER BY id"


class _Thread(NamedTuple):
    """A proceeding in the register, through all courts that had it: its copies, the last one, and its publications."""

    copies: Sequence[Copy]
    head: Copy
    publications: Sequence[CopiedPublication]

    @property
    def numbers(self) -> frozenset[str]:
        """All numbers that it has or had."""
        own = {one.number for one in self.copies} | {number for one in self.copies for number in one.others}
        return frozenset(own | {one.former for one in self.copies if one.former[:1] == one.number[:1]})

    @property
    def references(self) -> frozenset[str]:
        """The references of all its publications, whatever was decided on them."""
        return frozenset(one.reference for one in self.publications)


@dataclass(slots=True)
class _Following:
    """A proceeding of ours and what it is to follow."""

    tx: Transaction
    thread: _Thread
    course: Course
    id: int
    because: str

    @property
    def recorded(self) -> Recorded:
        """What is recorded of it now."""
        return insolvency_rows.of_ids(self.tx.database, [self.id])[self.id]

    def put(self, one: Wanted, voids: int | None = None) -> None:
        """Add an event by its publication, in the place of another one where it is given."""
        text = f"{one.reference} {one.text}".strip()
        values = {"until_on": one.until, "outcome": one.outcome, "text": text, "voids_id": voids}
        if voids is not None:
            values["reason"] = self.because
        add_happened(self.tx, self.id, one.kind, one.on, **values)

    def void(self, one: Happened) -> None:
        """Make an event void; after an end is, those who acted then act on."""
        values = {"voids_id": one.id, "reason": self.because}
        add_happened(self.tx, self.id, EventKind.VOID, self.tx.day, **values)
        if one.kind in _OVER:
            take_up_again(self.tx, self.id, one.on)


def follow(tx: Transaction, party: Party, copy_id: int, because: str) -> int | None:
    """Make a proceeding follow what was accepted of it and return its id; None where that are only notes on none.

    Raises `Refused` where the start of it was not accepted yet and nothing else tells it.
    """
    thread = _thread(tx, party, copy_id)
    accepted = {one.reference: one.publication for one in thread.publications if one.accepted}
    found = course(thread.head.kind, accepted.values())
    for one in found.events:
        if one.kind in _ONCE:
            given.past(tx, one.on)
    known = _known(tx, party, thread, found)
    if known is None:
        if all(one.kind is EventKind.NOTE for one in found.events):
            return None
        if found.started_on is None:
            raise Refused("register.no_start", source=HOUSE_RULE, number=thread.head.number, name=party.name)
        known = _add(tx, party, thread, found)
    following = _Following(tx, thread, found, known, because)
    _renumber(following, accepted)
    _settle(following)
    _revive(following)
    _people(following)
    bear(tx, known, because)
    return known


def _thread(tx: Transaction, party: Party, copy_id: int) -> _Thread:
    all_ = register_copies.copies(tx.database, party.id)
    mine = {one.number for one in all_ if one.id == copy_id}
    kind = next(one.kind for one in all_ if one.id == copy_id)
    of_kind = [one for one in all_ if one.kind is kind]
    while True:
        more = {one.number for one in of_kind if one.number in mine or one.former in mine}
        more |= {one.former for one in of_kind if one.number in mine and one.former}
        if more <= mine:
            break
        mine |= more
    found = [one for one in of_kind if one.number in mine]
    later = {one.former for one in found}
    head = next((one for one in reversed(found) if one.number not in later), found[-1])
    return _Thread(found, head, register_copies.publications(tx.database, [one.id for one in found]))


def _known(tx: Transaction, party: Party, thread: _Thread, found: Course) -> int | None:
    """Return our proceeding by one of its numbers, else one without a number that began on the same day."""
    rows = [
        one
        for one in insolvency_rows.of_parties(tx.database, [party.id])
        if one.row.kind is thread.head.kind and one.proceeding.last(EventKind.DISMISSED) is None
    ]
    by_number = [one for one in rows if one.row.number in thread.numbers]
    if by_number:
        return by_number[-1].row.id
    for one in rows:
        started_on = one.proceeding.started_on
        if one.row.number:
            if started_on is not None and started_on == found.started_on and not one.proceeding.undone:
                known = {"name": party.name, "kind": one.row.kind, "on": one.row.known_on}
                raise Refused("insolvency.known", source=HOUSE_RULE, **known)
        elif not one.proceeding.undone and (started_on is None or started_on == found.started_on):
            return one.row.id
    return None


def _add(tx: Transaction, party: Party, thread: _Thread, found: Course) -> int:
    """Add a proceeding; one that it goes on from ends with it."""
    head = thread.head
    before = _before(tx, party, thread, found)
    id_ = tx.add(
        Insolvency,
        party_id=party.id,
        kind=head.kind,
        number=head.number,
        court=head.court,
        predecessor_id=None if before is None else before.row.id,
        known_on=tx.day,
        confirmed_on=tx.day,
        matched_by=Match.PERSON if head.matched_by is Match.NAME else head.matched_by,
        source=Source.REGISTER,
        next_due_on=NEVER,
    )
    if before is not None and found.out_of is not None and before.proceeding.closing is None:
        start = next(one for one in found.events if one.kind is EventKind.STARTED)
        add_happened(tx, before.row.id, EventKind.CONVERTED, start.on, text=start.reference)
        release_all(tx, before.row.id, start.on)
        bear(tx, before.row.id, head.number)
    return id_


def _before(tx: Transaction, party: Party, thread: _Thread, found: Course) -> Recorded | None:
    """Return the proceeding of another kind that this one came out of: by its number, else by its kind."""
    former = {one.former for one in thread.copies if one.former}
    others = [
        one
        for one in insolvency_rows.of_parties(tx.database, [party.id])
        if one.row.kind is not thread.head.kind and one.row.confirmed_on is not None and not one.proceeding.undone
    ]
    named = [one for one in others if one.row.number in former]
    if named or found.out_of is None:
        return named[-1] if named else None
    fits = [one for one in others if one.row.kind is found.out_of and _ends_with(one, found)]
    return fits[-1] if fits else None


def _ends_with(one: Recorded, found: Course) -> bool:
    closing, started_on = one.proceeding.closing, one.proceeding.started_on
    if started_on is not None and found.started_on is not None and started_on > found.started_on:
        return False
    return closing is None or (closing.kind is EventKind.CONVERTED and closing.on == found.started_on)


def _renumber(of: _Following, accepted: Iterable[str]) -> None:
    """Let a proceeding that was signalled be confirmed, and one that went to another court have its number there."""
    tx, head = of.tx, of.thread.head
    row = tx.get(Insolvency, of.id)
    if row.confirmed_on is None:
        matched = Match.PERSON if row.matched_by == Match.NAME else row.matched_by
        tx.change(row, confirmed_on=tx.day, matched_by=matched)
    if row.number == head.number:
        return
    of_head = {one.reference for one in of.thread.publications if one.copy_id == head.id}
    if of_head.isdisjoint(accepted):
        return
    if row.number in {one.number for one in of.thread.copies} | {head.former} and row.number:
        on = of.course.moved.published_on if of.course.moved else tx.day
        add_happened(tx, row.id, EventKind.TRANSFERRED, on, text=row.number)
    tx.change(row, number=head.number, court=head.court or row.court)


def _settle(of: _Following) -> None:
    """Add what is missing and void what its publications say no more; what people recorded themselves stays."""
    wanted = list(_wanted(of))
    standing = list(of.recorded.proceeding.events)
    for one in wanted:
        if any(_same(one, event) for event in standing):
            continue
        replaced = next((event for event in standing if one.kind in _ONCE and _takes_place(one, event)), None)
        of.put(one, replaced.id if replaced else None)
        if replaced is not None:
            standing.remove(replaced)
    for event in standing:
        mine = event.text.split(" ", 1)[0] in of.thread.references
        if mine and not any(_same(one, event) for one in wanted):
            of.void(event)


def _wanted(of: _Following) -> Iterable[Wanted]:
    yield from of.course.events
    closing, until = of.course.closing, of.thread.head.visible_until
    if closing is not None and until is not None and until >= closing.on:
        yield Wanted(EventKind.VISIBLE_UNTIL, until, closing.reference)


def _same(one: Wanted, event: Happened) -> bool:
    if (one.kind, one.on, one.outcome) != (event.kind, event.on, event.outcome):
        return False
    if one.kind is EventKind.NOTE:
        return event.text.startswith(one.reference)
    return one.until is None or one.until == event.until


def _takes_place(one: Wanted, event: Happened) -> bool:
    """Tell whether an event is what another one says otherwise: a start, or by what it is over."""
    return event.kind is one.kind or (event.kind in _OVER and one.kind in _OVER)


def _revive(of: _Following) -> None:
    """Let a proceeding go on that had ended in another one, which was annulled."""
    publication = of.course.revived
    if publication is None or of.course.closing is not None:
        return
    on = (publication.days or (publication.published_on,))[0]
    for event in of.recorded.proceeding.events:
        if event.kind in _OVER and event.on <= on:
            of.void(event)
    ids = [id_ for (id_,) in of.tx.database.fetch(_SUCCESSORS, (of.id,))]
    for other in insolvency_rows.of_ids(of.tx.database, ids).values():
        if not other.proceeding.undone:
            closing = other.proceeding.closing
            values = {"outcome": EndKind.ANNULLED, "voids_id": closing.id if closing else None}
            add_happened(of.tx, other.row.id, EventKind.ENDED, on, text=publication.reference, **values)
            release_all(of.tx, other.row.id, on)
            bear(of.tx, other.row.id, publication.reference)


def _people(of: _Following) -> None:
    """Let those act whom the register names, from and until its days; whom people recorded stay."""
    tx, head = of.tx, of.thread.head
    known = {
        (one.role, fold(one.name)): one
        for one in tx.find(InsolvencyPerson.select().where(InsolvencyPerson.insolvency_id == of.id))
    }
    role, closing = ACTING[head.kind], of.course.closing
    new = [Appointed(PersonRole.JUDGE, name) for name in head.judges if (PersonRole.JUDGE, fold(name)) not in known]
    for one in head.acting:
        if one.curator is not (role is PersonRole.TRUSTEE) or (role, fold(one.name)) in known:
            continue
        place = Place(one.street, one.house_number, one.postcode, one.city)
        new.append(Appointed(role, one.name, one.from_on, place, _acting_there(of, one.name, place)))
    appoint_all(tx, of.id, new, of.course.started_on)
    until = {(role, fold(one.name)): one.until_on for one in head.acting}
    for person in tx.find(InsolvencyPerson.select().where(InsolvencyPerson.insolvency_id == of.id)):
        last = until.get((PersonRole(person.role), fold(person.name))) or (closing.on if closing else None)
        if last is not None and person.until_on is None and (person.from_on is None or person.from_on <= last):
            tx.change(person, until_on=last)
            if person.representation_id is not None:
                tx.change(tx.get(Representation, person.representation_id), until_on=last)


def _acting_there(of: _Following, name: str, place: Place) -> int | None:
    """Return the party of this name at this address that acts for another debtor, None without one."""
    found = acting.like(of.tx.database, of.recorded.row.party_id, name)
    there = [one for one in found if same_place((one.street, one.house_number, one.postcode, one.city), place)]
    return there[0].party_id if len(there) == 1 else None
