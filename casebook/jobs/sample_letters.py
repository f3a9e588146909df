"""What the sample office wrote: a letter in each state, so that the outbox and the in-tray have something to show."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.proof import ReturnedAs
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.limitation.grade import Grade
from casebook.jobs.drafting import Wanted
from casebook.jobs.letters import composed
from casebook.jobs.sample_file import Entry, SampleFile
from casebook.store.actions.dispatch_proof import ProvenDispatch, ReturnedDispatch
from casebook.store.actions.dispatches import BeginDispatch, MarkDoubt, SentDispatch
from casebook.store.actions.holds import PlaceHold
from casebook.store.actions.letters import OverrideStop, PrepareLetter, ReleaseLetter, WithdrawLetter
from casebook.store.actions.parties import ChangeCreditor
from casebook.store.actions.people import ChangePerson
from casebook.store.database import Database
from casebook.store.queries import creditors, letter_card, people
from casebook.store.queries.letter_card import LetterCard
from casebook.store.transaction import Actor

_RUN = "sample office"
# So many days after a letter left it came back, or was signed for; and so many are given to pay.
_LATER, _TO_PAY = timedelta(3), timedelta(14)


def write(database: Database, actor: Actor, day: date) -> None:
    """Write the letters of the file, on the days it says, and let happen to them what it says."""
    _Office(database, actor, day).work()


class _Office(SampleFile):
    """The office that writes."""

    name = "letters.toml"

    def __init__(self, database: Database, actor: Actor, day: date) -> None:
        super().__init__(database, actor, day)
        self._last: LetterCard | None = None

    def entity(self, entry: Entry) -> None:
        """What the letters of an entity show."""
        one = next(row for row in creditors.creditors(self._database) if row.facts.code == entry["code"])
        self._act(ChangeCreditor(one.creditor_id, one.version, replace(one.facts, **entry)))

    def person(self, entry: Entry) -> None:
        """How somebody is reached; left out where nobody has that login."""
        for one in people.persons(self._database, self._day):
            if one.login == entry["login"]:
                reached = entry["phone"], entry["mail"]
                self._act(ChangePerson(one.person_id, one.version, one.login, one.name, one.language, *reached))

    def hold(self, entry: Entry) -> None:
        """A hold on collection."""
        until = self._on(entry["until"])
        self._act(PlaceHold(self._case(entry["debtor"]), entry["text"], self._day, until))

    def letter(self, entry: Entry) -> None:
        """A letter, and what happened to it."""
        on, case_id = self._on(entry["on"]), self._case(entry["debtor"])
        kind = LetterKind(entry["kind"])
        wanted = Wanted(last_day=on + _TO_PAY, ways=tuple(map(DispatchWay, entry.get("ways", ()))))
        if entry.get("corrects"):
            wanted = self._corrects(entry, wanted)
        drafts = composed(self._database, on, case_id, kind, wanted)
        for letter_id in self._act(PrepareLetter(case_id, drafts), on):
            for step in entry.get("then", ()):
                happens: Callable[[LetterCard, Entry, date], None] = getattr(self, f"_{step}")
                happens(self._card(letter_id, on), entry, on)
            self._last = self._card(letter_id, on)

    def _corrects(self, entry: Entry, wanted: Wanted) -> Wanted:
        was = self._last
        assert was is not None, "it follows what it corrects"
        extras = {
            "corrected_on": was.row.sent_on,
            "corrected_kind": f"letter_kind_{was.row.kind}",
            "corrected_reference": was.row.number,
            "was_wrong": entry["was_wrong"],
            "holds_now": entry["holds_now"],
        }
        return replace(wanted, last_day=None, extras=extras, corrects_id=was.row.letter_id)

    def _released(self, card: LetterCard, _entry: Entry, on: date) -> None:
        self._act(ReleaseLetter(card.row.letter_id, card.row.version), on)

    def _withdrawn(self, card: LetterCard, entry: Entry, on: date) -> None:
        self._act(WithdrawLetter(card.row.letter_id, card.row.version, entry["text"]), on)

    def _overridden(self, card: LetterCard, entry: Entry, on: date) -> None:
        for rule in [one.rule for one in card.stops if one.override is not None]:
            self._act(OverrideStop(card.row.letter_id, card.row.version, rule, entry["text"]), on)

    def _in_doubt(self, card: LetterCard, _entry: Entry, on: date) -> None:
        for one in card.dispatches:
            self._act(BeginDispatch(one.dispatch_id, one.version, f"<{one.dispatch_id}@lantaarn.example.nl>", _RUN), on)
            self._act(MarkDoubt(one.dispatch_id, one.version + 1, _RUN), on)

    def _sent(self, card: LetterCard, _entry: Entry, on: date) -> None:
        for one in card.dispatches:
            self._act(SentDispatch(one.dispatch_id, one.version, on), on)

    def _returned(self, card: LetterCard, _entry: Entry, on: date) -> None:
        first, later = card.dispatches[0], on + _LATER
        self._act(ReturnedDispatch(first.dispatch_id, first.version, later, ReturnedAs.MOVED), later)

    def _proven(self, card: LetterCard, entry: Entry, on: date) -> None:
        first, later = card.dispatches[0], on + _LATER
        self._act(ProvenDispatch(first.dispatch_id, first.version, Grade.STRONG, later, entry["proof"]), later)

    def _card(self, letter_id: int, on: date) -> LetterCard:
        card = letter_card.letter(self._database, letter_id, on)
        assert card is not None, "it was just prepared"
        return card
