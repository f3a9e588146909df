"""Titles that are known from before: what is known of them by its day, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from casebook.domain.court.facts import CourtEventKind, TitleKind
from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store import titles_before
from casebook.store.actions import given
from casebook.store.actions.court_bearing import bear
from casebook.store.commands import action
from casebook.store.models.cases import Case
from casebook.store.models.claims import Claim
from casebook.store.models.court import CourtEvent, Title, TitleClaim
from casebook.store.transaction import Transaction

# What a claim that is a title already is.
KIND_OF = {"settlement_record": TitleKind.SETTLEMENT_RECORD}


class Known(NamedTuple):
    """What is known of a title: its days, None for one that is not known.

    `upheld_on`: an appeal ended so, and its clock runs from then (BW 3:324 lid 2). `final_on`: from then nothing could
    be brought against it any more, which moves no clock, as nobody knows that anything was.
    """

    kind: TitleKind
    given_on: date
    court: str = ""
    number: str = ""
    served_on: date | None = None
    upheld_on: date | None = None
    final_on: date | None = None


@dataclass(frozen=True, slots=True)
class KnowTitle:
    """A claim that is a title is put among the titles; what is not given is as it is known of the claim."""

    claim_id: int
    kind: TitleKind | None = None
    given_on: date | None = None
    court: str = ""
    number: str = ""
    served_on: date | None = None


@action("title.know", cases=given.case_of_claim, unattended=True)
def know(tx: Transaction, command: KnowTitle) -> int:
    """Put a claim that is a title among the titles, against the debtor of its case, and return the id of that.

    Refused where it is among them, is no title, or the day is not known on which it was given.
    """
    claim = tx.get(Claim, command.claim_id)
    before = titles_before.of_claim(tx.database, claim.id)
    if before is None:
        raise Refused("title.not_before", source=HOUSE_RULE, number=claim.number)
    given_on = command.given_on or before.given_on
    if given_on is None:
        raise Refused("title.day_unknown", source=HOUSE_RULE, number=claim.number)
    given.past(tx, given_on)
    served_on = command.served_on or before.served_on
    if served_on is not None:
        given.in_order(given_on=given_on, served_on=given.past(tx, served_on))
    kind = command.kind or KIND_OF.get(claim.kind, TitleKind.JUDGMENT)
    if (kind is TitleKind.SETTLEMENT_RECORD) != (claim.kind in KIND_OF):
        raise Refused("title.other_kind", source=HOUSE_RULE, number=claim.number, kind=claim.kind)
    known = Known(
        kind, given_on, given.line(command.court), given.line(command.number), served_on, before.appeal_ended_on
    )
    debtor_id = tx.get(Case, claim.case_id).debtor_id
    return add_known(tx, claim.case_id, known, [(claim.id, debtor_id)], known.number)


def add_known(tx: Transaction, case_id: int, known: Known, claims: Sequence[tuple[int, int]], because: str) -> int:
    """Add a title as a case has it, with what happened with it, let its clocks follow, and return its id.

    `claims` are the claims that the title is, each with whom it is against.
    """
    title_id = tx.add(
        Title,
        case_id=case_id,
        kind=known.kind,
        court=known.court,
        number=known.number,
        enforceable=1,
        given_on=known.given_on,
    )
    of_title = [{"title_id": title_id, "claim_id": id_, "party_id": party_id} for id_, party_id in claims]
    tx.add_many(TitleClaim, of_title)
    days = {
        CourtEventKind.GIVEN: known.given_on,
        CourtEventKind.ELSEWHERE: known.served_on,
        CourtEventKind.UPHELD: known.upheld_on,
        CourtEventKind.FINAL: known.final_on,
    }
    happened = [{"kind": kind, "on_day": day} for kind, day in days.items() if day is not None]
    tx.add_many(CourtEvent, [{"title_id": title_id, "recorded_on": tx.day, **one} for one in happened])
    bear(tx, case_id, because)
    return title_id
