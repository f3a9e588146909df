"""An office that lives from day to day: what people do in it, and what its screens say, in Dutch."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from email.message import EmailMessage
from io import StringIO
from pathlib import Path
from typing import Any

from casebook.domain.capacity import Capacity
from casebook.domain.default import Agreed
from casebook.domain.gate import Severity, Stop
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.money import Cents
from casebook.jobs import daily, letter_offer
from casebook.jobs.letters import Interruptions, Wanted, composed, interruptions
from casebook.jobs.outbox import Mailed, Posted, posted, print_batch, send_mails, tracking_in
from casebook.jobs.post import import_post
from casebook.letters import plain
from casebook.settings import Mail, Settings
from casebook.store.actions.addresses import AddAddress, AddContactPoint, Place
from casebook.store.actions.assessment import RecordAssessment
from casebook.store.actions.cases import OpenCase
from casebook.store.actions.claims import AddClaim, ClaimFacts
from casebook.store.actions.dispatch_proof import ProvenDispatch
from casebook.store.actions.letters import Draft, PrepareLetter, ReleaseLetter
from casebook.store.actions.parties import AddAccount, AddCreditor, AddParty, CreditorFacts, PartyFacts
from casebook.store.actions.people import AddPerson
from casebook.store.actions.post_outcomes import ReplyByPost, ReturnedByPost
from casebook.store.database import Database
from casebook.store.models.limitation import Grade
from casebook.store.models.parties import AddressStatus, ContactKind, PartyKind
from casebook.store.models.people import Role
from casebook.store.perform import perform
from casebook.store.queries import case as cases
from casebook.store.queries import leaving, letter_card, outbox, post_item, queue, radar
from casebook.store.queries.leaving import DispatchRow
from casebook.store.queries.letter_card import LetterCard
from casebook.store.queries.post_item import PostCard
from casebook.store.queries.queue import QueueRow
from casebook.store.queries.radar import ClockRow
from casebook.store.queries.timeline import Timeline
from casebook.store.refresh import refresh
from casebook.store.transaction import Actor
from casebook.words import say
from tests.channels.server import Taken, serving

SATURDAY = date(2026, 11, 21)
HOME = Place("Dorpsstraat", "1", "3511 AB", "Utrecht")
K, W = LetterKind, DispatchWay
REGISTERED, ORDINARY, EMAIL, BAILIFF = W.REGISTERED, W.ORDINARY, W.EMAIL, W.BAILIFF
OURS = "incasso@energie.example"


class Office:
    """A lead, a handler who does the work, a creditor; the day moves only by `until`."""

    def __init__(self, database: Database, lead: Actor, folder: Path, day: date = SATURDAY) -> None:
        self.database, self.lead, self.folder, self.day = database, lead, folder, day
        person = self.act(AddPerson("p.bakker", "P. Bakker", (Role.HANDLER,)), lead)
        self.handler = Actor(person, frozenset({Role.HANDLER}))
        ours = self.act(AddParty(PartyFacts("Wij B.V.", PartyKind.LEGAL, kvk="12345678")))
        self.act(AddAccount(ours, "NL91ABNA0417164300"), lead)
        facts = CreditorFacts("WIJ", letterhead="Postbus 1; 3500 AA Utrecht", mail=OURS)
        self.creditor: int = self.act(AddCreditor(ours, facts), lead)
        self.taken = Taken()
        self._arrived = 0

    # What people do

    def act(self, command: object, actor: Actor | None = None) -> Any:
        """Perform a command today, as the handler unless somebody else is named, and return its result."""
        return perform(self.database, actor or self.handler, self.day, command).result

    def until(self, day: date) -> None:
        """Let the days pass up to a day, with a nightly pass at the beginning of each."""
        while self.day < day:
            self.day += timedelta(1)
            daily.run(self.database, self.day, workers=1)

    def party(self, name: str, kind: PartyKind = PartyKind.NATURAL, *, home: bool = True, mail: str = "") -> int:
        """Add somebody, with an address that was verified and a mail address, as far as is wanted."""
        party: int = self.act(AddParty(PartyFacts(name, kind)))
        if home:
            self.act(AddAddress(party, HOME, AddressStatus.VERIFIED, "BRP", self.day))
        if mail:
            self.act(AddContactPoint(party, ContactKind.MAIL, mail))
        return party

    def case(self, debtor: int, next_on: date = date(2027, 1, 4)) -> int:
        """Open a case in which nothing is to be done for a while, but for what its facts ask."""
        case: int = self.act(OpenCase(debtor, next_on, owner_person_id=self.handler.person))
        self.act(RecordAssessment(case, self.day, room=2))
        return case

    def claim(self, case: int, number: str, cents: int, due_on: date, kind: str = "contract", **facts: Any) -> int:
        """Add a claim: of a business, and agreed, unless said otherwise."""
        known = {"capacity": Capacity.BUSINESS, "agreed": Agreed.CONTRACT, **facts}
        claim: int = self.act(
            AddClaim(case, self.creditor, Cents(cents), ClaimFacts(number, kind, due_on=due_on, **known))
        )
        return claim

    def place(self, claim: int) -> None:
        """Let a claim lie at a bailiff; there is no action for it yet."""
        self.database.execute("UPDATE claim SET placed = 1, version = version + 1 WHERE id = ?", (claim,))
        refresh(self.database, [self.database.value("SELECT case_id FROM claim WHERE id = ?", (claim,))], self.day)

    def offered(self, claims: Sequence[int], *, by_writ: bool = False) -> Interruptions:
        """Return the letters that the radar offers for claims."""
        return interruptions(self.database, self.day, claims, by_writ=by_writ)

    def interrupt(self, claims: Sequence[int], *, by_writ: bool = False) -> list[int]:
        """Prepare the letters that the radar offers for claims and return their ids."""
        return [id_ for one in self.offered(claims, by_writ=by_writ).prepare for id_ in self.act(one)]

    def drafts(self, case: int, kind: LetterKind, **wanted: Any) -> tuple[Draft, ...]:
        """Write letters of a kind about a case, with what the form proposes; they are only looked at."""
        known = letter_offer.offer(self.database, self.day, case, kind).known
        said = {name: value for name, value in known.values.items() if value is not None}
        wanted["extras"] = {**said, **wanted.get("extras", {})}
        asked = Wanted(origin=known.origin, origin_id=known.origin_id, **wanted)
        return composed(self.database, self.day, case, kind, asked)

    def write(self, case: int, kind: LetterKind, **wanted: Any) -> list[int]:
        """Write letters of a kind about a case, prepare them, and return their ids."""
        return list(self.act(PrepareLetter(case, self.drafts(case, kind, **wanted))))

    def release(self, letters: Sequence[int]) -> None:
        for letter in letters:
            self.act(ReleaseLetter(letter, self.card(letter).row.version))

    def mail(self) -> Mailed:
        """Send what waits to leave by mail to a mail server."""
        with serving(self.taken) as port:
            mail = Mail("127.0.0.1", port, "none", OURS)
            settings = Settings("nl", True, None, "dark", {}, self.folder / "settings.toml", mail=mail)
            return send_mails(self.database, self.handler, self.day, settings)

    def print_and_post(self, number: str = "3SABC") -> int:
        """Print what waits to leave by post and bring it there, registered letters with a number; return how many."""
        batch = print_batch(self.database, self.handler, self.day)
        listed = self.folder / "lijst.csv"
        rows = list(csv.reader(StringIO(batch.listed.content.decode("utf-8-sig")), delimiter=";"))
        way, tracking = (rows[0].index(one) for one in ("weg", "barcode vervoerder"))
        for row in rows[1:]:
            row[tracking] = number if row[way] == "aangetekende post" else ""
        with listed.open("w", encoding="utf-8") as file:
            csv.writer(file, delimiter=";").writerows(rows)
        done = Posted(batch.batch_id, self.day, tracking_in(listed))
        return posted(self.database, self.handler, self.day, done)

    def send(self, letters: Sequence[int]) -> None:
        """Release letters, mail them and bring them to the post."""
        self.release(letters)
        if leaving.to_go(self.database, {EMAIL}):
            self.mail()
        if leaving.to_go(self.database, {REGISTERED, ORDINARY}):
            self.print_and_post()

    def arrives(self, text: str, *, sender: str, answers: DispatchRow | None = None) -> PostCard:
        """Let a mail come in by the folder for post, and return it as it lies in the in-tray."""
        made = EmailMessage()
        made["From"], made["To"], made["Subject"] = sender, OURS, "Uw brief"
        made["Message-ID"] = f"<{self._arrived}@voorbeeld.example>"
        if answers is not None and answers.message_id:
            made["In-Reply-To"] = answers.message_id
        made.set_content(text)
        return self._taken_in("bericht.eml", bytes(made))

    def comes_back(self, text: str) -> PostCard:
        """Let a text come in, as of a scanned envelope, and return it as it lies in the in-tray."""
        return self._taken_in("envelop.txt", text.encode())

    def _taken_in(self, name: str, content: bytes) -> PostCard:
        self._arrived += 1
        file = self.folder / f"{self._arrived}-{name}"
        file.write_bytes(content)
        (report,) = import_post(self.database, self.handler, self.day, [file])
        assert report.item_id is not None
        found = post_item.item(self.database, report.item_id)
        assert found is not None
        return found

    def replied(self, item: PostCard, one: DispatchRow, grade: Grade, on_day: date, actor: Actor | None = None) -> Any:
        """Decide that what came in answers a letter of ours."""
        row = item.row
        reason = "antwoord van de geadresseerde"
        command = ReplyByPost(row.item_id, row.version, one.dispatch_id, one.version, grade, on_day, reason)
        return self.act(command, actor)

    def returned(self, item: PostCard, one: DispatchRow, returned_as: Any) -> None:
        """Decide that what came in is a letter of ours that came back today."""
        row = item.row
        command = ReturnedByPost(row.item_id, row.version, one.dispatch_id, one.version, returned_as, self.day)
        self.act(command)

    def signed_for(self, letter: int, on_day: date) -> None:
        """Record that the carrier shows a signature of a day for a registered letter."""
        one = self.dispatch(letter, REGISTERED)
        reason = "handtekening voor ontvangst"
        self.act(ProvenDispatch(one.dispatch_id, one.version, Grade.STRONG, on_day, reason))

    # What the screens say

    def said(self, code: str, parameters: Mapping[str, Any]) -> str:
        return say(code, parameters, "nl")

    def letters(self, case: int) -> list[int]:
        """Return the letters of a case, the oldest first."""
        return [row.letter_id for row in reversed(outbox.of_case(self.database, case))]

    def card(self, letter: int) -> LetterCard:
        found = letter_card.letter(self.database, letter, self.day)
        assert found is not None
        return found

    def dispatch(self, letter: int, way: DispatchWay) -> DispatchRow:
        return next(one for one in self.card(letter).dispatches if one.way is way)

    def state(self, letter: int) -> str:
        return self.card(letter).row.state.value

    def text(self, letter: int) -> str:
        """Return a letter as it is read on the screen, in one line."""
        return " ".join(" ".join(plain.lines(self.card(letter).text, 100)).split())

    def stops(self, case: int, kind: LetterKind, **wanted: Any) -> list[str]:
        """Return what the gate says against a letter that is written but not prepared, in sentences."""
        found = letter_offer.previewed(
            self.database, self.day, [PrepareLetter(case, self.drafts(case, kind, **wanted))]
        )
        return [self._stop(stop) for one in found for stop in one.stops if stop.severity is Severity.STOPS]

    def stopped(self, letter: int) -> list[str]:
        """Return what the gate says against a letter in the outbox, in sentences."""
        return [self._stop(stop) for stop in self.card(letter).stops if stop.severity is Severity.STOPS]

    def _stop(self, stop: Stop) -> str:
        return self.said(stop.rule, stop.parameters)

    def queued(self, case: int) -> QueueRow:
        found = queue.row(self.database, case)
        assert found is not None
        return found

    def why(self, case: int) -> tuple[int, date | None, str]:
        """Return in which band a case stands, by which day, and why, in a sentence."""
        row = self.queued(case)
        return row.band, row.by_on, self.said(row.why, row.why_parameters)

    def signals(self, case: int) -> list[str]:
        """Return everything that asks for work in a case, in sentences."""
        return [self.said(row.code, row.parameters) for row in cases.signals(self.database, case)]

    def clocks(self, case: int) -> dict[tuple[str, str], ClockRow]:
        """Return the clocks of a case by number of the claim and debtor, interest aside."""
        rows = radar.clocks_of(case).after(self.database).rows
        return {(row.claim_number, row.debtor): row for row in rows if row.kind != "interest"}

    def ends(self, case: int) -> dict[str, tuple[date | None, date | None]]:
        """Return the safe and the claimed end of a case with one claim, by debtor."""
        return {debtor: (row.safe_until, row.claimed_until) for (_, debtor), row in self.clocks(case).items()}

    def on_radar(self) -> list[tuple[str, str]]:
        """Return what stands on the radar, the first to end in front."""
        rows = radar.clocks().after(self.database).rows
        return [(row.claim_number, row.debtor) for row in rows if row.kind != "interest"]

    def proof_outstanding(self) -> list[str]:
        """Return to whom the letters are of which the outbox says that proof is to come."""
        found = outbox.outbox(self.database, outbox.Listed.PROOF).after(self.database).rows
        return [row.addressee for row in found]

    def story(self, case: int) -> list[tuple[str, str]]:
        """Return who did what in a case, the newest first."""
        rows = Timeline(case).after(self.database).rows
        return [(row.person or "", " ".join([self.said(row.code, row.parameters), row.text])) for row in rows]
