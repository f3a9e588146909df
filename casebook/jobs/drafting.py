"""Letters are drafted from what is known: to whom, in what tone, about which claims, by which ways."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from casebook.domain.capacity import Capacity
from casebook.domain.costs import CostFacts, collection_costs
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.letters.addressees import Addressed
from casebook.domain.letters.extras import EXTRAS, Value
from casebook.domain.letters.facts import Addressee, LetterFacts, StatedClaim
from casebook.domain.letters.kept import kept
from casebook.domain.letters.kinds import ASKS, KEEPS_A_RIGHT, TO_OTHERS, LetterKind, Tone
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.matching.references import creditor_reference
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.letters import engine
from casebook.letters.written import written
from casebook.store.actions.letters import Draft, Stated
from casebook.store.claim_default import default_of
from casebook.store.database import Database
from casebook.store.letters.known import Known
from casebook.store.letters.parties import Person
from casebook.store.letters.stated import CaseClaims
from casebook.store.models.cases import Channel
from casebook.store.models.parties import AddressStatus, RepresentativeRole

_K = LetterKind
# They are about what is open no more.
_ABOUT_PAID = frozenset({_K.THANK_YOU, _K.DISCHARGE})
_LANGUAGE = "nl"
_NOTHING: Mapping[str, Value] = {}


class Settings(NamedTuple):
    """Where templates of one's own are, and the address at which is paid, with `{reference}` and `{amount}` in it."""

    templates: Path | None = None
    pay_link: str = ""


HOUSE = Settings()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a letter is wanted about; what is not given is proposed.

    `parties` are those who owe that get it, without any the debtor of the case; `to` is who gets it where that is
    somebody who does not owe.
    """

    claim_ids: tuple[int, ...] = ()
    parties: tuple[int, ...] = ()
    to: int | None = None
    tone: Tone | None = None
    language: str | None = None
    last_day: date | None = None
    needed_by: date | None = None
    ways: tuple[DispatchWay, ...] = ()
    extras: Mapping[str, Value] = field(default_factory=dict)
    origin: str | None = None
    origin_id: int | None = None
    corrects_id: int | None = None
    settings: Settings = HOUSE


class Writing(NamedTuple):
    """What the letters of one kind about one case are written with."""

    database: Database
    known: Known
    case: CaseClaims
    kind: LetterKind
    wanted: Wanted

    def drafts(self) -> Iterator[Draft]:
        """Yield the letters: to each who owes, or stands for him, of each creditor one.

        Raises `Refused` where there are no such claims, or nobody to write to.
        """
        for owes in self.wanted.parties or (self.case.debtor_id,):
            for addressed in self._addressed(owes):
                for creditor_id, claim_ids in self._by_creditor(owes).items():
                    yield self._draft(owes, addressed, creditor_id, claim_ids)

    def _addressed(self, owes: int) -> tuple[Addressed, ...]:
        if self.kind in TO_OTHERS:
            if self.wanted.to is None:
                raise Refused("letter.nobody", source=HOUSE_RULE, letter=f"letter_kind_{self.kind}")
            return (Addressed(self.wanted.to),)
        found = self.known.addressees(self.database, owes, self.kind)
        if not found:
            raise Refused("letter.nobody", source=HOUSE_RULE, letter=f"letter_kind_{self.kind}")
        return found

    def _by_creditor(self, owes: int) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for claim_id in self._claims(owes):
            found.setdefault(self.case.claims[claim_id].creditor_id, []).append(claim_id)
        if not found:
            raise Refused("letter.no_claims", source=HOUSE_RULE, name=self.known.people[owes].name)
        return found

    def _claims(self, owes: int) -> list[int]:
        """Return the claims that a letter is about: those that were named, else what is open and may be asked."""
        if self.kind in _ABOUT_PAID or self.kind in KEEPS_A_RIGHT:
            named = self.wanted.claim_ids or tuple(self.case.claims)
            return [id_ for id_ in named if id_ in self.case.claims]
        owed = self.case.owed_by(owes)
        if self.wanted.claim_ids:
            return [id_ for id_ in owed if id_ in self.wanted.claim_ids]
        chased = self.kind in ASKS
        return [id_ for id_ in owed if not (chased and (self.case.has_lapsed(id_) or self.case.is_let_go(id_)))]

    def _draft(self, owes: int, addressed: Addressed, creditor_id: int, claim_ids: Sequence[int]) -> Draft:
        person = self.known.people[addressed.party]
        stated = self.case.stated(claim_ids, self.kind)
        language = self.wanted.language or person.language or _LANGUAGE
        reference = creditor_reference(self.case.number)
        facts = LetterFacts(
            kind=self.kind,
            language=language,
            tone=self.wanted.tone or self.known.tone(self.database, self.case.case_id, owes, self.kind),
            on=self.known.day,
            case_number=self.case.number,
            reference=reference,
            sender=self.known.senders[creditor_id],
            writer=self.known.writers[self.case.case_id],
            debtor=self.known.people[owes].name,
            addressee=_addressee(person, addressed.role),
            consumer=self.case.is_consumer(claim_ids),
            claims=stated,
            per_day=self.case.per_day(claim_ids),
            last_day=self.wanted.last_day,
            pay_link=_link(self.wanted.settings.pay_link, reference, Cents(sum(one.open for one in stated))),
            extras={**self._extras(owes, stated), **self.wanted.extras},
        )
        text = written(facts, engine.templates(self.wanted.settings.templates))
        return Draft(
            kind=self.kind,
            language=language,
            tone=facts.tone,
            party_id=owes,
            addressee_id=addressed.party,
            creditor_id=creditor_id,
            template=text.template,
            subject=text.subject,
            facts=kept(facts),
            body=text.body,
            claims=tuple(Stated(one.claim_id, one.open) for one in stated),
            ways=self.wanted.ways or proposed_ways(person, self.kind),
            role=RepresentativeRole(addressed.role) if addressed.role else None,
            address_id=person.place.address_id if person.place else None,
            mail=person.mail,
            asks_cents=text.asks,
            last_day=self.wanted.last_day,
            needed_by=self.wanted.needed_by or self._needed_by(owes, claim_ids),
            origin=self.wanted.origin,
            origin_id=self.wanted.origin_id,
            corrects_id=self.wanted.corrects_id,
        )

    def _needed_by(self, owes: int, claim_ids: Sequence[int]) -> date | None:
        return self.case.last_day(claim_ids, owes) if self.kind in KEEPS_A_RIGHT else None

    def _extras(self, owes: int, stated: Sequence[StatedClaim]) -> Mapping[str, Value]:
        """Return the fields of the kind that are known without asking anybody."""
        main, day = self.known.people[self.case.debtor_id], self.known.day
        place = self.known.people[owes].place
        proposed: dict[str, Value] = {
            "main_debtor": main.name,
            "died_on": self.known.people[owes].died_on,
            "as_of": day,
            "known_address": place.lines if place else (),
        }
        if self.kind is _K.FOURTEEN_DAY:
            proposed |= self._costs_after(stated)
        return {name: value for name, value in proposed.items() if name in EXTRAS.get(self.kind, _NOTHING)}

    def _costs_after(self, stated: Sequence[StatedClaim]) -> Mapping[str, Value]:
        """Return the collection costs that a 14-day letter announces over what it asks."""
        claims = {claim.id: claim for claim in self.case.accounts.record.claims}
        principals = tuple(one.principal for one in stated)
        if not stated or not any(principals):
            return _NOTHING
        first = claims[stated[0].claim_id]
        default = default_of(first, self.database.law)
        asked = CostFacts(
            principals=principals,
            kind=first.kind,
            debtor=first.capacity or Capacity.CONSUMER,
            creditor_deducts_vat=None,
            default_on=default.value if default else None,
            as_of=self.known.day,
        )
        law = self.database.law
        costs = collection_costs(asked, law.costs, law.delivery, law.holidays).value
        return {"costs_after": costs.total, "vat_in_costs": costs.vat}


def proposed_ways(person: Person, kind: LetterKind) -> tuple[DispatchWay, ...]:
    """Return by which ways a letter goes to somebody: where it keeps a right by all there are, for the proof of it."""
    alive = person.place is not None and person.place.status is not AddressStatus.DEAD
    if kind in KEEPS_A_RIGHT:
        mail = (DispatchWay.EMAIL,) if person.mail else ()
        return (DispatchWay.REGISTERED, DispatchWay.ORDINARY, *mail) if alive or not mail else mail
    by_mail = person.mail and (person.mail_agreed or person.channel is Channel.MAIL)
    return (DispatchWay.EMAIL,) if by_mail else (DispatchWay.ORDINARY,)


def _addressee(person: Person, role: str | None) -> Addressee:
    lines = (person.name, *person.place.lines) if person.place else ()
    return Addressee(person.name, person.kind.value, lines, role or "", person.mail)


def _link(form: str, reference: str, cents: Cents) -> str:
    amount = f"{cents // 100}.{cents % 100:02d}"
    return form.replace("{reference}", quote(reference, safe="")).replace("{amount}", amount)
