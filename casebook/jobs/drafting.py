"""Letters are drafted from what is known: to whom, in what tone, about which claims, by which ways."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

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
from casebook.domain.money import ZERO, Cents
from casebook.errors import Refused
from casebook.letters import engine
from casebook.letters.payment import pay_link
from casebook.letters.written import missing, written
from casebook.store.actions.letters import Draft, Stated
from casebook.store.claim_default import default_of
from casebook.store.database import Database
from casebook.store.letters.known import Known
from casebook.store.letters.liable import liable, owed_of
from casebook.store.letters.parties import HOME, Person, Place
from casebook.store.letters.stated import CaseClaims
from casebook.store.models.cases import Channel
from casebook.store.models.parties import AddressStatus, PartyKind, RepresentativeRole
from casebook.words import country

_K = LetterKind
# They are about claims also where nothing of them is open any more.
_ABOUT_PAID = frozenset({_K.THANK_YOU, _K.DISCHARGE, _K.SUSPENSION_LIFTED, _K.AGENCY_MESSAGE})
_OF_PLAN = frozenset(
    {
        *(_K.PLAN_PROPOSAL, _K.PLAN_CONFIRMATION, _K.TERM_REMINDER, _K.PLAN_NOTICE),
        *(_K.PRE_NOTIFICATION, _K.REMISSION_OFFER, _K.THANK_YOU, _K.DISCHARGE),
    }
)
# They are addressed to who settles an insolvency as such.
_OF_WHO_SETTLES = frozenset({_K.CLAIM_FILING, _K.VAT_STATEMENT, _K.STOCK_TAKING, _K.RETENTION_OF_TITLE, _K.RECLAMATION})
# They go to who is liable beside the debtor.
_OF_LIABLE = frozenset({_K.GUARANTOR_NOTICE, _K.GUARANTOR_DEMAND, _K.CO_DEBTOR_DEMAND})
# What a correction cannot do without.
_CORRECTS = ("was_wrong", "holds_now")
_LANGUAGE = "nl"
_NOTHING: Mapping[str, Value] = {}


class Settings(NamedTuple):
    """Where templates of one's own are, and the address at which is paid (`letters.payment.pay_link`)."""

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
        if self.wanted.to is not None:
            return (Addressed(self.wanted.to, self._role(owes, self.wanted.to)),)
        if self.kind in TO_OTHERS:
            raise Refused("letter.nobody", source=HOUSE_RULE, letter=f"letter_kind_{self.kind}")
        found = self.known.addressees(self.database, owes, self.kind)
        if not found:
            raise Refused("letter.nobody", source=HOUSE_RULE, letter=f"letter_kind_{self.kind}")
        return found

    def _role(self, owes: int, to: int) -> str | None:
        """Return in what role somebody who settles the insolvency of one who owes gets what is asked of him as such."""
        if self.kind not in _OF_WHO_SETTLES:
            return None
        acting = (one for one in self.known.people[owes].acting if one.party == to and one.acts(self.known.day))
        return next((one.role for one in acting), None)

    def _by_creditor(self, owes: int) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        claims = [] if self._is_not_meant else self._claims(owes)
        if not claims and self.kind is _K.CORRECTIVE:
            # In the name of who wrote before, about nothing that is open.
            named = [id_ for id_ in self.wanted.claim_ids if id_ in self.case.claims] or list(self.case.claims)
            return {self.case.claims[id_].creditor_id: [] for id_ in named[:1]}
        if claims and self.kind in _OF_PLAN and self.wanted.origin is not None:
            # What is paid under an arrangement is one amount, whoever of us its claims are of.
            return {self.case.claims[claims[0]].creditor_id: claims}
        for claim_id in claims:
            found.setdefault(self.case.claims[claim_id].creditor_id, []).append(claim_id)
        if not found:
            raise Refused("letter.no_claims", source=HOUSE_RULE, name=self.known.people[owes].name)
        return found

    @property
    def _is_not_meant(self) -> bool:
        """Whether it tells that an earlier letter was not for who got it: nothing of the case is said then."""
        return bool(self.wanted.extras.get("not_meant"))

    def _claims(self, owes: int) -> list[int]:
        """Return the claims that a letter is about: those that were named, else what is open and may be asked."""
        if self.kind in _ABOUT_PAID or self.kind in KEEPS_A_RIGHT:
            if self.wanted.claim_ids:
                return [id_ for id_ in self.wanted.claim_ids if id_ in self.case.claims]
            return [id_ for id_ in self.case.claims if self.kind in _ABOUT_PAID or self.case.is_guarded(id_)]
        owed = self.case.owed_by(owes)
        if self.wanted.claim_ids:
            return [id_ for id_ in owed if id_ in self.wanted.claim_ids]
        # To a business nobody writes one: its claims are in default and bear costs without it.
        consumer = [id_ for id_ in owed if self.kind is not _K.FOURTEEN_DAY or not self.case.is_on_business(id_)]
        chased = self.kind in ASKS
        return [
            id_ for id_ in consumer if not (chased and (self.case.has_lapsed(id_, owes) or self.case.is_let_go(id_)))
        ]

    def _draft(self, owes: int, addressed: Addressed, creditor_id: int, claim_ids: Sequence[int]) -> Draft:
        person = self.known.people[addressed.party]
        facts = self._facts(owes, addressed, creditor_id, claim_ids)
        text = written(facts, engine.templates(self.wanted.settings.templates))
        address = self.wanted.settings.pay_link
        if address and text.asks:
            number = self.case.number
            paid = pay_link(address, reference=facts.reference, case_number=number, cents=text.asks)
            facts = replace(facts, pay_link=paid)
        return Draft(
            kind=self.kind,
            language=facts.language,
            tone=facts.tone,
            party_id=owes,
            addressee_id=addressed.party,
            creditor_id=creditor_id,
            template=text.template,
            subject=text.subject,
            facts=kept(facts),
            body=text.body,
            claims=tuple(Stated(one.claim_id, one.open) for one in facts.claims),
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

    def _facts(self, owes: int, addressed: Addressed, creditor_id: int, claim_ids: Sequence[int]) -> LetterFacts:
        """Return all that the letter says, but where it can be paid."""
        person = self.known.people[addressed.party]
        stated = self.case.stated(claim_ids, self.kind)
        if self.kind is _K.CLAIM_FILING and owes != self.case.debtor_id:
            stated = owed_of(self.database, owes, stated, self.known.day)
        language = self.wanted.language or person.language or _LANGUAGE
        if self.kind is _K.CORRECTIVE and not self._is_not_meant:
            for name in _CORRECTS:
                if not self.wanted.extras.get(name):
                    raise missing(self.kind, name)
        return LetterFacts(
            kind=self.kind,
            language=language,
            tone=self.wanted.tone or self.known.tone(self.database, self.case.case_id, owes, self.kind),
            on=self.known.day,
            case_number=self.case.number,
            reference="" if self._is_not_meant else creditor_reference(self.case.number),
            sender=self.known.senders[creditor_id],
            writer=self.known.writers[self.case.case_id],
            debtor=person.name if self._is_not_meant else self.known.people[owes].name,
            addressee=_addressee(person, addressed.role, language),
            consumer=person.kind is PartyKind.NATURAL if self._is_not_meant else self.case.is_consumer(claim_ids),
            claims=stated,
            per_day=ZERO if self.kind is _K.GUARANTOR_DEMAND else self.case.per_day(claim_ids),
            last_day=self.wanted.last_day,
            pay_link="",
            extras={**self._extras(owes, stated, language), **self.wanted.extras, **self._liable(owes, stated)},
        )

    def _needed_by(self, owes: int, claim_ids: Sequence[int]) -> date | None:
        return self.case.last_day(claim_ids, owes) if self.kind in KEEPS_A_RIGHT else None

    def _extras(self, owes: int, stated: Sequence[StatedClaim], language: str) -> Mapping[str, Value]:
        """Return the fields of the kind that are known without asking anybody."""
        main, day = self.known.people[self.case.debtor_id], self.known.day
        place = self.known.people[owes].place
        proposed: dict[str, Value] = {
            "main_debtor": main.name,
            "died_on": self.known.people[owes].died_on,
            "as_of": day,
            "known_address": _lines(place, language) if place else (),
        }
        if self.kind is _K.FOURTEEN_DAY:
            proposed |= self._costs_after(stated)
        return {name: value for name, value in proposed.items() if name in EXTRAS.get(self.kind, _NOTHING)}

    def _liable(self, owes: int, stated: Sequence[StatedClaim]) -> Mapping[str, Value]:
        """Return by what relation who gets it is liable and the most he is asked, never more than was wanted."""
        found = liable(self.database, owes, stated, self.known.day) if self.kind in _OF_LIABLE else None
        if found is None:
            return _NOTHING
        wanted = self.wanted.extras.get("at_most")
        caps = [one for one in (found.at_most, wanted) if isinstance(one, int)]
        said: dict[str, Value] = {"relation": found.relation.value, "at_most": Cents(min(caps)) if caps else None}
        if found.maximum is not None:
            agreed = found.maximum
            said |= {"maximum": agreed.cents, "paid": agreed.paid or None, "beside": agreed.beside}
        return {name: value for name, value in said.items() if name in EXTRAS[self.kind]}

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
    # Whoever does not owe need not have agreed to mail where there is nowhere to send post to.
    agreed = person.mail_agreed or person.channel is Channel.MAIL or (kind in TO_OTHERS and not alive)
    by_mail = person.mail and agreed
    return (DispatchWay.EMAIL,) if by_mail else (DispatchWay.ORDINARY,)


def _addressee(person: Person, role: str | None, language: str) -> Addressee:
    lines = (person.name, *_lines(person.place, language)) if person.place else ()
    return Addressee(person.name, person.kind.value, lines, role or "", person.mail)


def _lines(place: Place, language: str) -> tuple[str, ...]:
    """Return an address as the post wants it: abroad the country stands below it, in capitals."""
    return place.lines if place.country == HOME else (*place.lines, country(place.country, language).upper())
