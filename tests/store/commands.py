"""Commands drawn at random: any that is registered, with fields that mean something in the database there is.

A field finds what it may hold by its name, else by its type; a new command joins by itself as long as its fields have
names that are known here.
"""

import dataclasses
import types
from datetime import date, timedelta
from enum import StrEnum
from random import Random
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints

from casebook.domain.arrangement.terms import PlanInterest, PlanTerms, Rhythm
from casebook.domain.closing import month_of
from casebook.domain.letters.facts import Addressee, LetterFacts, Sender, StatedClaim, Writer
from casebook.domain.letters.kept import kept
from casebook.domain.letters.kinds import LetterKind, Tone
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.money import Cents
from casebook.store import commands, documents
from casebook.store.actions.claim_days import CLAIM_DAYS
from casebook.store.actions.letters import Draft, Stated
from casebook.store.actions.limitation import EventFacts
from casebook.store.actions.month_closing import CloseMonth
from casebook.store.database import Database
from casebook.store.matching.stored import decode, seen
from tests.store.queries.played_closing import accepted

# What is about the histories themselves, only once or for good; approvals hold another command, see below.
LEFT_OUT = {"office.create", "step.undo", "step.redo", "log.erase", "erasure.erase", "erasure.again", "approval.ask"}
TEXTS = ["Pietersen", "Łukasz Öztürk", "[/b] Holding", "x", "=1+1", "a\x1b]0;t\x07b", "regel 1\nregel 2"]
CENTS = [1, 99, 4_000, 5_000, 125_000, 10_000_000]
IDENTIFIERS = ["NL69ZZZ123456780000", "NL68ZZZ123456780000"]
IBANS = ["NL91ABNA0417164300", "NL20INGB0001234567", "NL00XXXX0000000000"]
OF_ID = {
    "case_id": "cases",
    "agency_id": "party",
    "claim_id": "claim",
    "debtor_id": "party",
    "party_id": "party",
    "payer_id": "party",
    "parent_id": "party",
    "representative_id": "party",
    "creditor_id": "creditor",
    "entry_id": "ledger_entry",
    "payment_id": "payment",
    "event_id": "limitation_event",
    "liability_id": "liability",
    "reliance_id": "reliance",
    "acceptance_id": "lapse_acceptance",
    "write_off_id": "write_off",
    "proposal_id": "proposal",
    "person_id": "person",
    "for_id": "person",
    "owner_person_id": "person",
    "owner_team_id": "team",
    "team_id": "team",
    "document_id": "document",
    "document_ids": "document",
    "evidence_ids": "finance_evidence",
    "finance_evidence_ids": "finance_evidence",
    "agreed_in_id": "document",
    "title_of_id": "claim",
    "main_id": "claim",
    "claim_ids": "claim",
    "address_id": "address",
    "designation": "claim",
    "estate_id": "estate",
    "notary_id": "party",
    "insurer_id": "party",
    "policy_id": "insurance_policy",
    "cover_id": "insurance_cover",
    "instalment_id": "instalment",
    "instalment_ids": "instalment",
    "beside_id": "liability",
    "contra_item_id": "contra_item",
    "letter_id": "letter",
    "dispatch_id": "dispatch",
    "others": "dispatch",
    "item_id": "post_item",
    "batch_id": "print_batch",
    "contact_id": "contact",
    "run_id": "reminder_run",
    "request_id": "person_request",
    "closing_id": "month_closing",
    "insolvency_id": "insolvency",
    "insolvency_event_id": "insolvency_event",
    "instead_of": "insolvency_person",
    "security_id": "security",
    "security_event_id": "security_event",
    "collector_id": "agency",
    "champion_id": "agency",
    "challenger_id": "agency",
    "placement_id": "placement",
    "placement_batch_id": "placement_batch",
    "placement_event_id": "placement_event",
    "agency_report_id": "agency_report",
    "proceeding_id": "proceeding",
    "title_id": "title",
    "court_event_id": "court_event",
    "answers_id": "court_event",
    "bailiff_id": "party",
    "party_ids": "party",
    "list_id": "vat_list",
}
# The table of the field that is only called `id`, by the subject of the command or the command itself.
OF_SUBJECT = {
    "arrangement.withdraw_notice": "arrangement_notice",
    **dict.fromkeys(
        (
            "bank.accept",
            "bank.assign",
            "bank.confirm",
            "bank.return",
            "bank.refund",
            "bank.hand_to_estate",
            "bank.not_ours",
            "bank.remittance",
        ),
        "bank_entry",
    ),
    **dict.fromkeys(
        (
            "post.file",
            "post.not_ours",
            "post.undo",
            "post.start_request",
            "post.complaint",
            "post.dispute",
            "post.reply_to_letter",
            "post.returned_mail",
            "post.dead_address",
            "post.asked",
        ),
        "post_item",
    ),
    **dict.fromkeys(
        (
            "service.change",
            "service.report_municipality",
            "service.medical",
            "service.announce",
            "service.take_effect",
            "service.lift",
            "service.withdraw",
        ),
        "service_suspension",
    ),
    "bank.undo_use": "bank_use",
    "sight.withdraw": "creditor_sight",
    "figures.end": "figures_agreement",
    **dict.fromkeys(
        ("reminder.stop", "reminder.restart", "reminder.skip", "reminder.do_step", "reminder.release_itself"),
        "reminder_run",
    ),
    "bank.withdraw_gap": "bank_gap",
    "person.end_role": "role",
    "person.revoke_key": "person_key",
    "team.leave": "team_member",
    "party.confirm_alias": "alias",
    "party.end_alias": "alias",
    "party.change_account": "account",
    "view.change": "saved_view",
    "view.remove": "saved_view",
}
# By the name of the field, or by the subject of the command too.
OF_NAME: dict[str, list[Any]] = {
    "number": ["2026-1", "2026-2", "A 17"],
    "court": ["", "Rechtbank Zandwolde"],
    "haircut": [None, "10", "101"],
    "offered_percent": [None, "12,5"],
    "kvk": [None, "12345678"],
    "btw_id": [None],
    "rsin": [None],
    "language": [None, "nl", "en"],
    "law": ["NL", "NL", "NL", "DE"],
    "currency": ["EUR", "EUR", "EUR", "USD"],
    "rate": [None],
    "share": [None, "50"],
    "code": ["MG", "NB"],
    "vat_period": ["month", "quarter"],
    "vat_percent": ["21", "9", "x"],
    "filer": ["MG", "NB"],
    "receipts_from": ["bank", "ledger"],
    "postcode": ["1234 AB", ""],
    "country": ["NL", "BE"],
    "value": ["06-12345678", "a@voorbeeld.nl"],
    "phone": ["", "06-12345678"],
    "mail": ["", "a@voorbeeld.nl"],
    "clean_slate": [0],
    "identifier": IDENTIFIERS,
    "bic": ["", "ABNANL2A"],
    "public_key": [
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIL5v71B1rZh28WTXWoAinYBp50495F88RD1KbFE60ej3 laptop",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDfssKgayZGRa1FmOb9/yNgCxOd15ynbNu31O8Fpcexu",
    ],
    "return_code": ["AM04", "AC04", "MD06"],
    "account_name": ["J. de Boer"],
    "letterhead": [None],
    "signatories": [None],
    "fiscal_unity": [None],
    "most_terms": [None, 12],
    "most_percent": [None, None, "25"],
    "digit": [None, 1, 2, 2, 12],
    "step": [],
    "provision_percent": [0, 50, 100, 101],
    "named": ["first_contact", "first_contact", "reminder"],
    "manager_mail": ["", "v@voorbeeld.nl"],
    # Of a number and of what secures something only some goes with each kind.
    "insolvency.number": ["", "", "F.13/26/7"],
    "insolvency.confirmed": [True, True, True, False],
    "court.sheet": ['[{"code":"court_sheet.asked","parameters":{"cents":1},"source":"","weak":false}]'],
    "court.odds_percent": [0, 50, 100, 101],
    "court.recovery_percent": [0, 50, 100],
    "court.days": [None],
    "court_event.days": [None],
    "placement.claim_ids": [()],
    "placement.code": [None, "writ", "stop", "paid", "x"],
    "placement.arm": [None],
    "fee_invoice.vat_cents": [None, None, 21],
    "fee_invoice.agreed_cents": [None, None, 0, 5_000],
    "placement_batch.share_percent": [None],
    "placement_batch.seed": [None],
    "placement_batch.challenger_id": [None],
    "agency.percent": ["", "15", "x"],
    "agency.vat_percent": ["", "21"],
    "agency.update_days": [None, 30, 0],
    "security.claim_ids": [()],
    "security.rank": [None],
    "security.with_interest": [False],
    **{score: [None, 1, 3, 5] for score in ("beliefs", "self_direction", "concession", "room")},
}
RARE = {"evidence_ids", "lines", "designation", "days", "liable", "steps", "persons"}
AHEAD, BEHIND = [0, 1, 7, 30, 400], [0, 0, 1, 30, 200, 700, 1700]
FUTURE = {"next_on", "review_on", "needed_by", "on", "notice_last_day", "watch_on", "answer_by"}
FUTURE |= {"provision_until", "department_until", "decision_until", "pay_until", "offer_until", "expires_on"}
EITHER = {"until_on"}


class Drawing:
    """Draws commands from what is in a database on a day, each choice as likely as another."""

    def __init__(self, random: Random, database: Database, day: date) -> None:
        self.random, self.database, self.day = random, database, day
        # The case that the command is about, once it is drawn.
        self.about = 0

    def command(self, name: str) -> object | None:
        """Draw a command of a name; None where there is nothing it could be about."""
        try:
            built: object = self._built(_shape(name), name)
        except LookupError:
            return None
        return built

    def _one(self, choices: list[Any]) -> Any:
        return self.random.choice(choices)

    def _built(self, shape: type, name: str) -> Any:
        if shape is EventFacts:
            return self._event()
        if shape is PlanTerms:
            return self._plan()
        if shape is Draft:
            return self._letter()
        if shape is CloseMonth:
            return self._closing()
        table: str | None = None
        values: dict[str, Any] = {}
        for field, hint in get_type_hints(shape).items():
            if field == "version":
                values[field] = self._version(table, values, hint)
                continue
            if field.endswith("_version"):
                # Of another row than the one that the command is about first.
                of = f"{field.removesuffix('_version')}_id"
                values[field] = self._version(OF_ID[of], {of: values[of]}, hint)
                continue
            if field == "id" or field in OF_ID:
                table = OF_ID.get(field) or OF_SUBJECT.get(name) or name.partition(".")[0]
                # Those of the bank are no entries of the ledger.
                if field == "entry_id" and name in OF_SUBJECT:
                    table = OF_SUBJECT[name]
            values[field] = self._value(field, hint, name, table)
            if field == "case_id":
                self.about = values[field]
        return shape(**values)

    def _version(self, table: str | None, values: dict[str, Any], hint: Any) -> int | None:
        """Draw the version of the row there is; now and then one that somebody saw long ago."""
        if _may_be_none(hint):
            return None
        assert table is not None or "version" not in values
        id_ = next((values[field] for field in values if field == "id" or field in OF_ID), self.case)
        found = self.database.value(f'SELECT version FROM "{table or "cases"}" WHERE id = ?', (id_,))
        # There is none where the record has no row yet.
        version = int(found or 1)
        return version if self._one([True] * 9 + [False]) else version + 1

    @property
    def case(self) -> int:
        """A case, for what is about one without saying so."""
        case: int = self.database.value("SELECT min(id) FROM cases")
        return case

    def _value(self, field: str, hint: Any, name: str, table: str | None) -> Any:
        kind = _kind(hint)
        known = OF_NAME.get(f"{name.partition('.')[0]}.{field}", OF_NAME.get(field))
        if known is not None and not dataclasses.is_dataclass(kind):
            return self._one(known)
        if _may_be_none(hint) and (field in ("title_of_id", "main_id") or self._one([True, False])):
            return None
        if get_origin(kind) is tuple:
            # What deviates from the usual way is mostly refused; what a command is about is not left out.
            count = self._one([0, 0, 0, 1] if field in RARE else [1, 1, 2])
            return tuple(self._value(field, get_args(kind)[0], name, table) for _ in range(count))
        if field == "id" or field in OF_ID:
            ids = [id_ for (id_,) in self.database.fetch(f'SELECT id FROM "{table}" ORDER BY id')]
            if not ids:
                raise LookupError(table)
            return self._one(ids)
        if isinstance(kind, NewType):
            return kind(self._one(CENTS))
        if kind is date:
            days = [-day for day in BEHIND] if field not in FUTURE else AHEAD
            days = [*days, *AHEAD] if field in EITHER else days
            return self.day + timedelta(self._one(days))
        if kind is bool:
            return self._one([True, False])
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            return self._one(list(kind))
        if dataclasses.is_dataclass(kind):
            return self._built(kind, name)  # type: ignore[arg-type]  # it is a class
        if kind is int:
            return self._one([0, 1])
        assert kind is str, (name, field, hint)
        return self._text(field, name)

    def _text(self, field: str, name: str) -> str:
        if field == "kind":
            return str(self._one([*self.database.law.limitation.kinds, "unknown"]))
        if field == "name" and name in ("claim.set_day", "claim.add"):
            return str(self._one(list(CLAIM_DAYS)))
        if field == "source" and name == "recourse.check":
            return str(self._one(list(self.database.law.defaults.sleeping.applied(self.day).value.sources)))
        if field == "sha256":
            return documents.keep(self.database, self._one(TEXTS).encode())
        if field == "seen":
            rows = self.database.fetch("SELECT candidates FROM entry_now ORDER BY entry_id")
            return str(self._one([seen(decode(found)) for (found,) in rows] or [""]))
        if field in ("iban", "account"):
            return str(self._one(IBANS))
        return str(self._one(TEXTS))

    def _plan(self) -> PlanTerms:
        """Draw terms that one could agree on: what cannot be is refused, which the tests of the action show."""
        claims = "SELECT k.id, c.debtor_id FROM claim k JOIN cases c ON c.id = k.case_id"
        own = self.database.fetch(f"{claims} WHERE c.id = ?", (self.about,)) or self.database.fetch(claims)
        if not own:
            raise LookupError("claim")
        claim_id, debtor_id = self._one(own)
        form: dict[str, Any] = self._one([{"terms": 3}, {"terms": 6}, {"each_cents": Cents(10_000)}])
        return PlanTerms(
            debtor_id,
            (claim_id,),
            self._one(list(Rhythm)),
            self.day + timedelta(self._one(AHEAD)),
            interest=self._one(list(PlanInterest)),
            remission_cents=Cents(self._one([0, 0, 100])),
            with_lapsed=self._one([True, False]),
            by_direct_debit=self._one([True, False]),
            reason=self._one(TEXTS),
            **form,
        )

    def _closing(self) -> CloseMonth:
        """Draw a month that is over, or is not, with all that does not agree accepted."""
        creditors = [id_ for (id_,) in self.database.fetch("SELECT id FROM creditor ORDER BY id")]
        if not creditors:
            raise LookupError("creditor")
        creditor, month = self._one(creditors), month_of(self.day - timedelta(self._one([0, 31, 31, 62])))
        return CloseMonth(creditor, month, accepted(self.database, creditor, month, self.day))

    def _letter(self) -> Draft:
        """Draw a letter that says what its record says: others are refused, which the tests of the action show."""
        query = (
            "SELECT k.id, k.creditor_id, c.debtor_id FROM claim k JOIN cases c ON c.id = k.case_id"
            f" WHERE c.id = {self.about} ORDER BY k.id"
        )
        claims = self.database.fetch(query)
        if not claims:
            raise LookupError("claim")
        claim_id, creditor_id, debtor_id = self._one(claims)
        kind = self._one([LetterKind.REMINDER, LetterKind.INTERRUPTION, LetterKind.INTERRUPTION])
        # More than is open: one that keeps a right states all of it.
        stated = StatedClaim(claim_id, "F", "", None, None, Cents(1), Cents(20_000_000), Cents(0), Cents(0))
        facts = LetterFacts(
            kind, "nl", Tone.NEUTRAL, self.day, "2026-1", "", Sender("Wij"), Writer("Ik"), "Hij",
            Addressee("Hij", "natural"), False, (stated,), Cents(0), None, "", {},
        )  # fmt: skip
        return Draft(
            kind=kind,
            language="nl",
            tone=Tone.NEUTRAL,
            party_id=debtor_id,
            addressee_id=debtor_id,
            creditor_id=creditor_id,
            template="0",
            subject=self._one(TEXTS),
            facts=kept(facts),
            body=self._one(TEXTS),
            claims=(Stated(claim_id, stated.open),),
            ways=(self._one(list(DispatchWay)), DispatchWay.EMAIL),
            mail="a@voorbeeld.nl",
        )

    def _event(self) -> EventFacts:
        """Draw an event whose parts go together: others are refused, which the tests of the action show."""
        inner = get_args(get_type_hints(EventFacts)["reaches"])[0]
        reaches = (self._built(inner, "event"),)
        on_day = self.day - timedelta(self._one(BEHIND))
        kind = self._one(["demand", "demand", "acknowledgement", "insolvency", "legal_action"])
        if kind == "insolvency":
            return EventFacts(kind, on_day, reaches, regime=self._one(["bankruptcy", "wsnp"]))
        received = self._one([None, on_day]) if kind == "demand" else None
        return EventFacts(kind, on_day, reaches, received_on=received, note=self._one(TEXTS))


def _shape(name: str) -> type:
    found = commands.action_named(name)
    assert found is not None
    return found.shape


def _may_be_none(hint: Any) -> bool:
    return type(None) in get_args(hint)


def _kind(hint: Any) -> Any:
    if get_origin(hint) in (Union, types.UnionType):
        return next(choice for choice in get_args(hint) if choice is not type(None))
    return hint
