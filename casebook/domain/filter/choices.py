"""The values that fields have to choose from, under their names in both languages.

A choice is found under either name, its code, the beginning of one of these, and a track also under its letter.
"""

from collections.abc import Sequence
from typing import NamedTuple

from casebook.domain.search import fold


class Choice(NamedTuple):
    """A value: its code, its names in Dutch and English, the sentence that says what it is, and a letter for it."""

    code: str
    nl: str
    en: str
    said: str
    letter: str = ""

    def name(self, language: str) -> str:
        """Return its name in a language."""
        return self.nl if language == "nl" else self.en


TRACKS = (
    Choice("arrangement", "regeling", "arrangement", "word.arrangement", "R"),
    Choice("dispute", "dispuut", "dispute", "word.dispute", "D"),
    Choice("insolvency", "insolventie", "insolvency", "word.insolvency", "I"),
    Choice("counselling", "schuldhulp", "counselling", "word.counselling", "C"),
    Choice("agency", "incassobureau", "agency", "word.agency", "X"),
    Choice("court", "rechtbank", "court", "word.court", "T"),
    Choice("estate", "nalatenschap", "estate", "word.party_estate", "E"),
)
BANDS = (
    Choice("1", "rood", "red", "filter_terms.band_1"),
    Choice("2", "nu", "due", "filter_terms.band_2"),
    Choice("3", "gewoon", "routine", "filter_terms.band_3"),
    Choice("4", "klein", "small", "filter_terms.band_4"),
    Choice("9", "zonder", "without", "filter_terms.band_9"),
)
STATES = (
    Choice("open", "open", "open", "word.open"),
    Choice("intake", "intake", "intake", "word.intake"),
    Choice("closed", "gesloten", "closed", "word.closed"),
)
ACTIONS = (
    Choice("call", "bellen", "call", "word.call"),
    Choice("write", "schrijven", "write", "word.write"),
    Choice("check_payment", "betaling", "payment", "word.check_payment"),
    Choice("check_promise", "toezegging", "promise", "word.check_promise"),
    Choice("await_answer", "antwoord", "answer", "word.await_answer"),
    Choice("interrupt", "stuiten", "interrupt", "word.interrupt"),
    Choice("answer_request", "verzoek", "request", "word.answer_request"),
    Choice("check_evidence", "bewijs", "evidence", "word.check_evidence"),
    Choice("handle_dispute", "dispuut", "dispute", "word.handle_dispute"),
    Choice("first_look", "beoordelen", "first-look", "word.first_look"),
    Choice("choose_route", "route", "route", "word.choose_route"),
    Choice("legal_review", "juridisch", "legal", "word.legal_review"),
    Choice("visit", "bezoeken", "visit", "word.visit"),
    Choice("recourse_check", "verhaal", "recourse", "word.recourse_check"),
    Choice("close", "sluiten", "close", "word.close"),
    Choice("other", "overig", "other", "word.other"),
)
CLAIMS = (
    Choice("contract", "overeenkomst", "contract", "word.contract"),
    Choice("periodic", "periodiek", "periodic", "word.periodic"),
    Choice("consumer_sale", "consumentenkoop", "consumer-sale", "word.consumer_sale"),
    Choice("consumer_energy", "energie", "energy", "word.consumer_energy"),
    Choice("judgment", "vonnis", "judgment", "word.judgment"),
    Choice("contract_on_call", "lening", "loan", "word.contract_on_call"),
    Choice("damages", "schade", "damages", "word.damages"),
    Choice("undue_payment", "onverschuldigd", "undue", "word.undue_payment"),
    Choice("insurance_claim", "verzekering", "insurance", "word.insurance_claim"),
    Choice("carriage", "vervoer", "carriage", "word.carriage"),
    Choice("forwarding", "expeditie", "forwarding", "word.forwarding"),
    Choice("bill_of_exchange_acceptor", "wissel", "bill", "word.bill_of_exchange_acceptor"),
    Choice("cheque", "cheque", "cheque", "word.cheque"),
    Choice("penalty_payment", "dwangsom", "penalty", "word.penalty_payment"),
    Choice("public_debt", "publiekrechtelijk", "public-law", "word.public_debt"),
    Choice("judgment_periodic", "termijnen-vonnis", "judgment-periodic", "word.judgment_periodic"),
    Choice("settlement_record", "schikking", "settlement", "word.settlement_record"),
    Choice("verified_in_bankruptcy", "geverifieerd", "verified", "word.verified_in_bankruptcy"),
    Choice("guarantee", "borgtocht", "guarantee", "word.guarantee"),
    Choice("unknown", "onbekend", "unknown", "word.unknown"),
)
DEBTORS = (
    Choice("natural", "particulier", "private", "word.natural"),
    Choice("sole_trader", "eenmanszaak", "sole-trader", "word.sole_trader"),
    Choice("vof", "vof", "partnership", "word.vof"),
    Choice("maatschap", "maatschap", "professionals", "word.maatschap"),
    Choice("legal", "rechtspersoon", "company", "word.legal"),
    Choice("estate", "nalatenschap", "estate", "word.party_estate"),
    Choice("unknown", "onbekend", "unknown", "word.unknown"),
)
SEGMENTS = (
    Choice("public", "overheid", "public", "word.segment_public"),
    Choice("key", "groot", "key", "word.segment_key"),
    Choice("loyal", "vast", "loyal", "word.segment_loyal"),
    Choice("recurring", "terugkerend", "recurring", "word.segment_recurring"),
    Choice("business", "zakelijk", "business", "word.segment_business"),
    Choice("consumer", "consument", "consumer", "word.segment_consumer"),
    Choice("other", "overig", "other", "word.segment_other"),
)
HAS = (
    Choice("hold", "opschorting", "hold", "filter_terms.has_hold"),
    Choice("note", "notitie", "note", "filter_terms.has_note"),
    Choice("proposal", "voorstel", "proposal", "filter_terms.has_proposal"),
    Choice("representative", "vertegenwoordiger", "representative", "filter_terms.has_representative"),
    Choice("phone", "telefoon", "phone", "filter_terms.has_phone"),
    Choice("email", "mail", "email", "filter_terms.has_email"),
    Choice("unproven", "onbewezen", "unproven", "filter_terms.has_unproven"),
    Choice("history_missing", "historie-ontbreekt", "history-missing", "filter_terms.has_history_missing"),
    Choice("neglected", "verwaarloosd", "neglected", "filter_terms.has_neglected"),
    Choice("lead", "leiding", "lead", "filter_terms.has_lead"),
    Choice("sleeping", "slapend", "sleeping", "filter_terms.has_sleeping"),
)
ME = Choice("me", "ik", "me", "filter_terms.me")
NOBODY = Choice("none", "niemand", "nobody", "filter_terms.nobody")


def named(choices: Sequence[Choice], text: str) -> tuple[str, ...]:
    """Return the codes of the choices that a text names, or else of those whose names begin so."""
    asked = fold(text)
    if not asked:
        return ()
    exact = tuple(one.code for one in choices if asked in _names(one))
    return exact or tuple(one.code for one in choices if any(name.startswith(asked) for name in _names(one)))


def _names(choice: Choice) -> tuple[str, ...]:
    names = (choice.letter, choice.nl, choice.en, choice.code)
    return tuple(fold(name) for name in names if name)
