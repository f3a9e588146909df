"""Letters of a small office: composed, prepared, released and sent, as the app does it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.standing import LetterState
from casebook.jobs.letters import Wanted, composed, interruptions
from casebook.store.actions.addresses import AddAddress, AddContactPoint, Place
from casebook.store.actions.dispatches import BeginDispatch, SentDispatch
from casebook.store.actions.letters import PrepareLetter, ReleaseLetter
from casebook.store.actions.parties import AddAccount
from casebook.store.models.parties import AddressStatus, ContactKind
from casebook.store.perform import perform
from casebook.store.queries import letter_card
from casebook.store.queries.leaving import DispatchRow
from casebook.store.queries.letter_card import LetterCard
from tests.store.actions.desk import Desk

HERE = Place("Dorpsstraat", "1", "1234 AB", "Ons Dorp")


class Post:
    """The letters of a desk on a day."""

    def __init__(self, desk: Desk, day: date) -> None:
        self.desk, self.database, self.day = desk, desk.database, day
        ours: int = self.database.value("SELECT party_id FROM creditor WHERE id = ?", (desk.creditor,))
        self.act(AddAccount(ours, "NL91ABNA0417164300"))

    def act(self, command: object, day: date | None = None) -> Any:
        return perform(self.database, self.desk.actor, day or self.day, command).result

    def lives(self, party: int, status: AddressStatus = AddressStatus.PRESUMED) -> int:
        address: int = self.act(AddAddress(party, HERE, status, "BRP", self.day))
        return address

    def reached_at(self, party: int, mail: str = "a@voorbeeld.nl") -> None:
        self.act(AddContactPoint(party, ContactKind.MAIL, mail))

    def prepare(self, kind: LetterKind, **wanted: Any) -> tuple[int, ...]:
        drafts = composed(self.database, self.day, self.desk.case, kind, Wanted(**wanted))
        ids: tuple[int, ...] = self.act(PrepareLetter(self.desk.case, drafts))
        return ids

    def interrupt(self, claims: Sequence[int], **more: Any) -> list[int]:
        found = interruptions(self.database, self.day, claims, **more)
        return [id_ for command in found.prepare for id_ in self.act(command)]

    def card(self, letter: int, day: date | None = None) -> LetterCard:
        found = letter_card.letter(self.database, letter, day or self.day)
        assert found is not None
        return found

    def state(self, letter: int) -> LetterState:
        return self.card(letter).row.state

    def release(self, letter: int) -> None:
        self.act(ReleaseLetter(letter, self.card(letter).row.version))

    def dispatch(self, letter: int, way: str) -> DispatchRow:
        return next(one for one in self.card(letter).dispatches if one.way == way)

    def begin(self, letter: int, message_id: str = "<1@voorbeeld.nl>", run: str = "run 1") -> None:
        one = self.dispatch(letter, "email")
        self.act(BeginDispatch(one.dispatch_id, one.version, message_id, run))

    def send(self, letter: int, way: str, on_day: date | None = None) -> None:
        one = self.dispatch(letter, way)
        self.act(SentDispatch(one.dispatch_id, one.version, on_day or self.day))

    def send_all(self, letter: int, on_day: date | None = None) -> None:
        for one in self.card(letter).dispatches:
            self.send(letter, one.way, on_day)
