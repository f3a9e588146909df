"""Who the debtor is, how he is reached, who speaks for him and who owes beside him: a menu over all that is kept.

Each line of `PARTS` is an entry: what it is called, its key, and the module and function that do it. A function takes
the desk, the card of the case and the party it is about, and returns whether anything was done.
"""

from collections.abc import Awaitable, Callable
from importlib import import_module

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.models.parties import PartyKind
from casebook.store.queries import choices
from casebook.store.queries import debtor as debtors
from casebook.store.queries.case import CaseCard
from casebook.store.queries.debtor import Party
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.menu import Entry

PartOfDebtor = Callable[[Desk, CaseCard, int], Awaitable[bool]]

PARTS: tuple[tuple[str, str, str, str], ...] = (
    ("debtor.who", "w", "debtor_facts", "who"),
    ("debtor.names", "n", "debtor_facts", "names"),
    ("debtor.addresses", "a", "debtor_places", "addresses"),
    ("debtor.enquiries", "q", "debtor_enquiries", "enquiries"),
    ("debtor.points", "c", "debtor_points", "points"),
    ("debtor.accounts", "b", "debtor_points", "accounts"),
    ("debtor.mandates", "m", "debit_mandate", "mandates_of"),
    ("debtor.representatives", "r", "debtor_representatives", "representatives"),
    ("debtor.liable", "l", "debtor_liable", "liable"),
    ("debtor.group", "g", "debtor_facts", "group"),
    ("debtor.estate", "e", "estate", "estate"),
    ("debtor.vulnerable", "v", "care", "vulnerability"),
    ("debtor.requests", "k", "person_requests", "person_requests"),
    ("debtor.ban", "x", "care", "ban"),
    ("debtor.block", "s", "contact_blocks", "blocks"),
)
_OTHER = ("debtor.other", "o")
# Who is no person does not die and has no health.
_OF_PERSONS = frozenset({"debtor.estate", "debtor.vulnerable"})
_ORGANISATIONS = frozenset({PartyKind.VOF, PartyKind.MAATSCHAP, PartyKind.LEGAL})


async def debtor(desk: Desk, card: CaseCard) -> bool:
    """Ask what of the debtor, or of another party of the case, and do it."""
    return await _about(desk, card, card.debtor_id)


async def _about(desk: Desk, card: CaseCard, party_id: int) -> bool:
    party = await party_of(desk, party_id)
    left_out = _OF_PERSONS if party.card.kind in _ORGANISATIONS else frozenset()
    entries = [Entry(code, key, desk.say(code)) for code, key, *_ in (*PARTS, _OTHER) if code not in left_out]
    heading = desk.say("debtor.heading", number=card.number, name=party.card.name)
    chosen = await desk.ask(Pick(desk, heading, entries))
    if chosen == _OTHER[0]:
        other = await _other(desk, card, party_id)
        return False if other is None else await _about(desk, card, other)
    for code, _, module, function in PARTS:
        if code == chosen:
            part: PartOfDebtor = getattr(import_module(f"casebook.ui.work.{module}"), function)
            return await part(desk, card, party_id)
    return False


async def party_of(desk: Desk, party_id: int) -> Party:
    """Return a party with all that is kept of it. Raises `Refused` where there is none any more."""
    found = await desk.read(debtors.party, party_id)
    if found is None:
        raise Refused("debtor.gone", source=HOUSE_RULE)
    return found


async def _other(desk: Desk, card: CaseCard, party_id: int) -> int | None:
    """Ask for another party of the case."""
    speakers = [one for one in await desk.read(choices.speakers, card.case_id, desk.day) if one.party_id != party_id]
    if not speakers:
        raise Refused("debtor.no_other", source=HOUSE_RULE)
    entries = []
    for key, one in zip("123456789abcdefghi", speakers, strict=False):
        acting = one.role or one.relation
        as_what = desk.say(f"word.{acting}") if acting else desk.say("debtor.itself")
        entries.append(Entry(one.party_id, key, f"{clean_line(one.name)} · {as_what}"))
    return await desk.ask(Pick(desk, desk.say("debtor.which"), entries))
