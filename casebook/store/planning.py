"""What bears on a payment arrangement with one who owes, from what is stored, and what terms come to on it."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from casebook.domain.arrangement.facts import Ban, Earlier, Ending, PlanFacts
from casebook.domain.arrangement.gates import Gate, GateKind, GateState, gates
from casebook.domain.arrangement.plan import Plan, covered, plan
from casebook.domain.arrangement.terms import PlanInterest, PlanTerms
from casebook.domain.finding import HOUSE_RULE, Finding
from casebook.domain.money import ZERO, Cents
from casebook.errors import Refused
from casebook.law.book import Book
from casebook.store import mandates
from casebook.store.case_accounts import accounts
from casebook.store.database import Database
from casebook.store.mandates import Act, Limit, Size
from casebook.store.models.people import Role
from casebook.store.plan_claims import coverable
from casebook.store.plan_evidence import lasts
from casebook.store.rows import rows

# Interest that is stopped by the arrangement left out of account, or by what it replaces.
_STOPPED = """
    SELECT c.claim_id FROM arrangement_claim c JOIN arrangement a ON a.id = c.arrangement_id
    WHERE c.froze_interest = 1 AND a.superseded_on IS NULL AND (a.id = ? OR a.superseded_by_id = ?)
"""
_EARLIER = """
    SELECT agreed_on, broken_on, completed_on, superseded_on FROM arrangement
    WHERE party_id = ? AND agreed_on IS NOT NULL AND id <> ? AND COALESCE(superseded_by_id, 0) <> ?
    ORDER BY agreed_on, id
"""
_BAN = """
    SELECT p.name, b.reason FROM arrangement_ban b JOIN party p ON p.id = b.party_id
    WHERE b.party_id = ? AND b.lifted_on IS NULL AND b.from_on <= ? AND (b.until_on IS NULL OR b.until_on >= ?)
    ORDER BY b.id
"""
# What stands in the way of asking anything of who would pay, by the word of its track.
_IN_THE_WAY = """
    SELECT t.kind FROM track t JOIN cases c ON c.id = t.case_id
    WHERE t.case_id = ? AND c.debtor_id = ? AND t.closed_on IS NULL
      AND t.kind IN ('insolvency', 'counselling', 'estate')
    UNION ALL
    SELECT 'insolvency' FROM reach r JOIN limitation_event e ON e.id = r.event_id
    WHERE r.party_id = ? AND e.kind = 'insolvency' AND e.until_on IS NULL
      AND (SELECT m.proof FROM proof_mark m WHERE m.event_id = e.id ORDER BY m.id DESC LIMIT 1) <> 'void'
    UNION ALL
    SELECT 'estate' FROM estate WHERE party_id = ? AND settled_on IS NULL
"""


class _Earlier(NamedTuple):
    agreed_on: date
    broken_on: date | None
    completed_on: date | None
    superseded_on: date | None


class Planning(NamedTuple):
    """All that terms with a party are judged by on a day; `foreseen` needs no more than this and the law.

    `if_running` are the facts where interest runs under the terms: what the arrangement before stopped runs again.
    """

    facts: PlanFacts
    if_running: PlanFacts
    plan_limits: Mapping[Role, Limit]
    remission_limits: Mapping[Role, Limit]

    def of(self, terms: PlanTerms) -> PlanFacts:
        """Return the facts that bear on terms."""
        return self.if_running if terms.interest is PlanInterest.RUNNING else self.facts


class Foreseen(NamedTuple):
    """What terms come to, and what stands between them and an offer."""

    finding: Finding[Plan]
    gates: tuple[Gate, ...]

    @property
    def plan(self) -> Plan:
        """The arrangement worked out."""
        return self.finding.value


def planning(database: Database, case_id: int, party_id: int, day: date, but: int = 0) -> Planning:
    """Return what bears on terms with a party on `day`. Raises `Refused` where there is no such case.

    The arrangement `but` and what it replaces are left out of account.
    """
    with database.snapshot():
        found = accounts(database, case_id, day)
        if found is None:
            raise Refused("plan.no_case", source=HOUSE_RULE)
        bans = rows(database, _BAN, Ban, (party_id, day, day))
        facts = PlanFacts(
            day=day,
            party_id=party_id,
            claims=tuple(coverable(database, found, party_id, day, but)),
            evidence=lasts(database, [case_id]).get(case_id, {}),
            earlier=tuple(_ended(one) for one in rows(database, _EARLIER, _Earlier, (party_id, but, but or -1))),
            ban=bans[0] if bans else None,
            stopped_by=database.value(_IN_THE_WAY, (case_id, party_id, party_id, party_id)) or "",
        )
        running = facts
        stopped = {claim_id for (claim_id,) in database.fetch(_STOPPED, (but, but or -1))}
        if stopped:
            found = accounts(database, case_id, day, released=stopped)
            assert found is not None, "it was there"
            running = facts._replace(claims=tuple(coverable(database, found, party_id, day, but)))
        limits = (mandates.limits(database, act, day) for act in (Act.PLAN, Act.REMISSION))
        return Planning(facts, running, *limits)


def foreseen(known: Planning, terms: PlanTerms, roles: Collection[Role], law: Book, paid: Cents = ZERO) -> Foreseen:
    """Return what terms come to for somebody with some roles. Raises `Refused` for terms that cannot be.

    `paid` came in for them already: by so much their sum may be more than is open still.
    """
    facts, defaults = known.of(terms), law.defaults
    tolerance = defaults.arrangement.applied(facts.day).value.tolerance
    finding = plan(facts, terms, law.interest, Cents(tolerance + paid))
    evidence, offer = defaults.evidence.applied(facts.day).value, defaults.offer.applied(facts.day).value
    stand = gates(facts, terms, finding.value, evidence, offer)
    return Foreseen(finding, (*stand, *_mandates(known, terms, finding.value, roles)))


def sizes(known: Planning, terms: PlanTerms, worked_out: Plan) -> tuple[Size, Size]:
    """Return how large terms are for the mandate for arrangements, and how much they let go for that for remission."""
    whole = Cents(sum(claim.debt.open.total for claim in covered(known.of(terms), terms)))
    let_go = Cents(worked_out.remission + worked_out.waived)
    return Size(worked_out.total, worked_out.length(known.facts.day)), Size(let_go, whole=whole)


def _mandates(known: Planning, terms: PlanTerms, worked_out: Plan, roles: Collection[Role]) -> Iterator[Gate]:
    agreed, let_go = sizes(known, terms, worked_out)
    yield _mandate(GateKind.MANDATE, Act.PLAN, known.plan_limits, roles, agreed)
    if let_go.cents:
        yield _mandate(GateKind.REMISSION, Act.REMISSION, known.remission_limits, roles, let_go)


def _mandate(kind: GateKind, act: Act, limits: Mapping[Role, Limit], roles: Collection[Role], size: Size) -> Gate:
    refused = mandates.beyond(act, limits, roles, size)
    if refused is None:
        return Gate(kind, GateState.MET, "gate.mandate", {"act": f"act_{act}", "cents": size.cents}, HOUSE_RULE)
    state = GateState.SHUT if refused.code == "mandate.nobody" else GateState.LEAD
    return Gate(kind, state, refused.code, refused.parameters, refused.source)


def _ended(row: _Earlier) -> Earlier:
    if row.broken_on is not None:
        return Earlier(row.agreed_on, Ending.BROKEN)
    if row.superseded_on is not None:
        return Earlier(row.agreed_on, Ending.SUPERSEDED)
    return Earlier(row.agreed_on, Ending.RUNNING if row.completed_on is None else Ending.COMPLETED)
