"""Letters of a small office that wait to leave, each of another debtor."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.money import Cents
from casebook.jobs.documents import Scan, kept
from casebook.jobs.letters import Wanted, composed
from casebook.settings import Letters, Mail, Settings
from casebook.store.actions.cases import OpenCase
from casebook.store.actions.claims import AddClaim
from casebook.store.actions.enclosures import EncloseDocuments
from casebook.store.actions.letters import PrepareLetter, ReleaseLetter
from casebook.store.database import Database
from casebook.store.perform import perform_all
from casebook.store.queries import leaving, outbox
from casebook.store.queries.leaving import DispatchRow
from casebook.store.transaction import Actor
from tests.store.actions.desk import FACTS, TODAY, Desk
from tests.store.actions.outgoing import Post

FILE = Path("settings.toml")


def settings(port: int = 0, *, handover: Path | None = None, language: str = "nl") -> Settings:
    """The settings of an office whose mail server is on this machine."""
    mail = Mail("127.0.0.1", port, "none", "incasso@voorbeeld.nl") if port else None
    return Settings(language, True, None, "dark", {}, FILE, Letters(handover=handover), mail=mail)


class Office:
    """Debtors with an address and a mail address, and letters to them."""

    def __init__(self, database: Database, actor: Actor) -> None:
        self.desk = Desk(database, actor)
        self.post = Post(self.desk, TODAY)
        self.database, self.actor = database, actor

    def released(
        self,
        *ways: DispatchWay,
        name: str = "Debiteur",
        mail: str = "a@voorbeeld.nl",
        kind: LetterKind = LetterKind.REMINDER,
        along: Sequence[Scan] = (),
    ) -> int:
        """Release a letter to a new debtor by some ways, with some documents that go along."""
        (letter,) = self.all_released([mail], *ways, name=name, kind=kind, along=along)
        return letter

    def all_released(
        self,
        mails: list[str],
        *ways: DispatchWay,
        name: str = "Debiteur",
        kind: LetterKind = LetterKind.REMINDER,
        along: Sequence[Scan] = (),
    ) -> list[int]:
        cases = []
        for mail in mails:
            debtor = self.desk.party(name)
            self.post.lives(debtor)
            self.post.reached_at(debtor, mail)
            cases.append(self.desk.act(OpenCase(debtor, TODAY, owner_person_id=self.actor.person)))
        claims = (
            AddClaim(case, self.desk.creditor, Cents(125_000), replace(FACTS, number=f"F-{case}")) for case in cases
        )
        self._all(claims)
        wanted = Wanted(last_day=TODAY + timedelta(10), ways=ways)
        prepared = self._all(PrepareLetter(case, composed(self.database, TODAY, case, kind, wanted)) for case in cases)
        letters: list[int] = [id_ for ids in prepared for id_ in ids]
        for letter in letters if along else ():
            self._enclose(letter, along)
        self._all(ReleaseLetter(one.letter_id, one.version) for one in outbox.of_ids(self.database, letters))
        return letters

    def _enclose(self, letter: int, along: Sequence[Scan]) -> None:
        (row,) = outbox.of_ids(self.database, [letter])
        documents = self._all(kept(self.database, row.case_id, one) for one in along)
        self._all([EncloseDocuments(letter, row.version, tuple(documents))])

    def _all(self, commands: Iterable[object]) -> list[Any]:
        results = []
        for _, outcome in perform_all(self.database, self.actor, TODAY, commands):
            assert not isinstance(outcome, Exception), outcome
            results.append(outcome.result)
        return results

    def dispatches(self, *letters: int) -> list[DispatchRow]:
        return list(leaving.dispatches_of(self.database, letters))
