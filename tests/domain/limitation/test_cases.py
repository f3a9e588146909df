"""Limitation, case by case: the facts, both ends, the status, and the article the decisive step must name."""

from typing import Any, NamedTuple

import pytest

from casebook.domain.limitation.answer import Status
from casebook.domain.limitation.clock import limitation
from casebook.domain.limitation.rules import LimitationRules
from casebook.exchange.fields import Fields
from casebook.exchange.limitation import read

AS_OF = "2026-11-21"
Event = dict[str, Any]


class Case(NamedTuple):
    proves: str
    facts: dict[str, Any]
    safe: str | None
    source: str
    claimed: str | None = ""  # the same as safe
    status: Status = Status.RUNNING


def claim(kind: str, due_on: str | None, *events: Event, **days: Any) -> dict[str, Any]:
    facts: dict[str, Any] = {"kind": kind, "as_of": AS_OF, "events": list(events), **days}
    return facts if due_on is None else {**facts, "due_on": due_on}


def demand(received_on: str | None, sent_on: str | None = None, proof: str = "proven") -> Event:
    return {"kind": "demand", "on": sent_on or received_on, "received_on": received_on, "proof": proof}


def act(kind: str, on: str, proof: str | None = "proven") -> Event:
    return {"kind": kind, "on": on, "proof": proof}


def action(on: str, outcome: str, ended_on: str | None = None, **more: Any) -> Event:
    return {"kind": "legal_action", "on": on, "outcome": outcome, "ended_on": ended_on, "proof": "proven", **more}


def insolvency(regime: str, start: str, until: str | None, **more: Any) -> Event:
    return {"kind": "insolvency", "regime": regime, "from": start, "until": until, **more}


def extension(ground: str, start: str | None, until: str | None, proof: str = "proven") -> Event:
    return {"kind": "extension", "ground": ground, "from": start, "until": until, "proof": proof}


LAPSED = Status.POSSIBLY_LAPSED

TERMS = [
    Case("five years from the day after the due date", claim("contract", "2023-11-15"), "2028-11-15", "BW 3:307 lid 1"),
    Case("periodic payments: five years", claim("periodic", "2022-01-31"), "2027-01-31", "BW 3:308"),
    Case("consumer sale: two years", claim("consumer_sale", "2024-03-10"), "2026-03-10", "BW 7:28", status=LAPSED),
    Case("energy is a consumer sale", claim("consumer_energy", "2024-12-20"), "2026-12-20", "BW 7:28 jo. 7:5 lid 5"),
    Case("carriage: one year", claim("carriage", "2026-01-10"), "2027-01-10", "BW 8:1711"),
    Case(
        "carriage runs from delivery, not from the due date",
        claim("carriage", "2026-02-10", delivered_on="2025-12-30"),
        "2026-12-30",
        "BW 8:1711",
    ),
    Case("forwarding: nine months", claim("forwarding", "2026-05-31"), "2027-02-28", "BW 8:1740"),
    Case("bill of exchange: three years", claim("bill_of_exchange_acceptor", "2024-02-29"), "2027-02-28", "WvK 169"),
    Case("cheque: six months", claim("cheque", "2026-08-31"), "2027-02-28", "WvK 229"),
    Case("judicial penalty: six months", claim("penalty_payment", "2026-07-01"), "2027-01-01", "Rv 611g"),
    Case("public debt: five years", claim("public_debt", "2023-05-31"), "2028-05-31", "Awb 4:104"),
    Case("claim on an insurer: three years", claim("insurance_claim", "2024-06-15"), "2027-06-15", "BW 7:942 lid 1"),
    Case(
        "a recorded settlement is no judgment: five years",
        claim("settlement_record", "2019-07-12"),
        "2024-07-12",
        "ECLI:NL:HR:2015:3423",
        status=LAPSED,
    ),
    Case(
        "a claim verified in bankruptcy: twenty years from the record",
        claim("verified_in_bankruptcy", None, recorded_on="2016-04-29"),
        "2036-04-29",
        "ECLI:NL:HR:2016:759",
    ),
    Case("judgment: twenty years", claim("judgment", None, judged_on="2010-06-01"), "2030-06-01", "BW 3:324 lid 1"),
    Case(
        "judgment after appeal: twenty years from the end of that",
        claim("judgment", None, judged_on="2010-06-01", appeal_ended_on="2012-02-14"),
        "2032-02-14",
        "BW 3:324 lid 1-2",
    ),
    Case("under a judgment: five years", claim("judgment_periodic", "2022-02-01"), "2027-02-01", "BW 3:324 lid 3"),
]

COUNTING = [
    Case("a Saturday is not moved (Atw 4)", claim("contract", "2021-11-21"), "2026-11-21", "BW 3:307"),
    Case("29 February plus five years", claim("contract", "2024-02-29"), "2029-02-28", "BW 3:307"),
    Case("28 February of a leap year plus five", claim("contract", "2024-02-28"), "2029-02-28", "BW 3:307"),
    Case("six months from 30 August", claim("cheque", "2026-08-30"), "2027-02-28", "WvK 229"),
    Case("28 February to a leap year", claim("consumer_sale", "2026-02-28"), "2028-02-29", "BW 7:28"),
    Case("the day after 31 December", claim("contract", "2022-12-31"), "2027-12-31", "BW 3:307"),
    Case("not due yet", claim("contract", "2027-03-01"), "2032-03-01", "BW 3:307"),
]

TWO_TERMS = [
    Case(
        "damages: five years from knowledge",
        claim("damages", None, known_on="2022-07-01", event_on="2021-01-01"),
        "2027-07-01",
        "BW 3:310 lid 1",
    ),
    Case(
        "damages: at most twenty years from the event",
        claim("damages", None, known_on="2020-07-01", event_on="2003-01-01"),
        "2023-01-01",
        "BW 3:310 lid 1",
        status=LAPSED,
    ),
    Case(
        "an interruption renews the twenty years too, by five",
        claim("damages", None, demand("2022-11-30"), known_on="2020-07-01", event_on="2003-01-01"),
        "2027-11-30",
        "BW 3:319",
    ),
    Case("undue payment", claim("undue_payment", None, known_on="2024-01-02"), "2029-01-02", "BW 3:309"),
    Case(
        "on call: five years from the day against which it was called in",
        claim("contract_on_call", None, callable_from="2015-01-01", called_against="2023-03-31"),
        "2028-03-31",
        "BW 3:307 lid 2",
    ),
    Case(
        "on call, never called in: twenty years",
        claim("contract_on_call", None, callable_from="2010-01-01"),
        "2030-01-01",
        "BW 3:307 lid 2",
    ),
    Case(
        "on call: the twenty years come first",
        claim("contract_on_call", None, callable_from="2004-05-01", called_against="2022-01-01"),
        "2024-05-01",
        "BW 3:307 lid 2",
        status=LAPSED,
    ),
    Case(
        "on call: acknowledged before it was called in",
        claim(
            "contract_on_call",
            None,
            act("acknowledgement", "2023-03-03"),
            callable_from="2004-05-01",
            called_against="2024-01-01",
        ),
        "2028-03-03",
        "BW 3:318",
    ),
]

INTERRUPTION = [
    Case(
        "the new term is as long as the old: two years, not five",
        claim("consumer_sale", "2024-03-10", demand("2026-02-20")),
        "2028-02-20",
        "BW 3:319",
    ),
    Case("the new term", claim("contract", "2022-04-30", demand("2022-05-15")), "2027-05-15", "BW 3:317 lid 1"),
    Case(
        "five new years never end before the twenty old ones",
        claim("judgment", None, demand("2012-06-01"), judged_on="2010-06-01"),
        "2030-06-01",
        "ECLI:NL:HR:2013:CA3740",
    ),
    Case(
        "a judgment interrupted near its end lives five years more",
        claim("judgment", None, act("service", "2025-05-30"), judged_on="2005-06-01"),
        "2030-05-30",
        "BW 3:325 lid 2",
    ),
    Case(
        "enforcement of a judgment is proven by itself",
        claim("judgment", None, act("enforcement", "2024-05-30", None), judged_on="2005-06-01"),
        "2029-05-30",
        "BW 3:325 lid 2",
    ),
    Case(
        "it may be repeated",
        claim("contract", "2020-01-31", demand("2021-02-10"), demand("2023-06-30"), demand("2026-06-01")),
        "2031-06-01",
        "BW 3:317 lid 1",
    ),
    Case(
        "the order in which events are told does not matter",
        claim("contract", "2020-01-31", demand("2026-06-01"), demand("2021-02-10"), demand("2023-06-30")),
        "2031-06-01",
        "BW 3:317 lid 1",
    ),
    Case(
        "on the last day it is in time",
        claim("contract", "2021-10-31", demand("2026-10-31")),
        "2031-10-31",
        "BW 3:317 lid 1",
    ),
    Case(
        "receipt counts, not sending (BW 3:37)",
        claim("contract", "2021-10-31", demand("2026-11-02", "2026-10-30")),
        "2026-10-31",
        "BW 3:37 lid 3",
        status=LAPSED,
    ),
    Case(
        "without receipt only the claimed end moves, however well the sending is proven",
        claim("contract", "2022-03-01", demand(None, "2026-02-10")),
        "2027-03-01",
        "BW 3:37 lid 3",
        claimed="2031-02-10",
    ),
    Case(
        "asserted: the claimed end only",
        claim("contract", "2022-03-01", act("acknowledgement", "2026-02-10", "asserted")),
        "2027-03-01",
        "BW 3:318",
        claimed="2031-02-10",
    ),
    Case(
        "an acknowledgement without a word on proof is asserted",
        claim("contract", "2022-03-01", act("acknowledgement", "2026-02-10", None)),
        "2027-03-01",
        "BW 3:318",
        claimed="2031-02-10",
    ),
    Case(
        "void counts for nothing",
        claim("contract", "2022-03-01", demand("2026-02-10", proof="void")),
        "2027-03-01",
        "BW 3:317 lid 1",
    ),
    Case(
        "not in writing",
        claim("contract", "2021-02-01", act("oral_demand", "2026-01-15")),
        "2026-02-01",
        "BW 3:317 lid 1",
        status=LAPSED,
    ),
    Case(
        "a part payment that acknowledges",
        claim("contract", "2022-05-01", act("part_payment", "2026-09-01")),
        "2031-09-01",
        "ECLI:NL:HR:2011:BQ8449",
    ),
    Case(
        "after the end nothing interrupts",
        claim("contract", "2018-05-01", act("part_payment", "2023-09-01")),
        "2023-05-01",
        "BW 3:318",
        status=LAPSED,
    ),
    Case(
        "after the safe end, but before the claimed one",
        claim("contract", "2018-05-01", demand("2022-04-01", proof="asserted"), demand("2024-01-01")),
        "2023-05-01",
        "BW 3:317 lid 1",
        claimed="2029-01-01",
        status=LAPSED,
    ),
    Case(
        "before the term began",
        claim("contract", "2023-05-01", act("acknowledgement", "2023-04-01")),
        "2028-05-01",
        "BW 3:318",
    ),
    Case(
        "filing with the trustee is counted for nothing",
        claim("contract", "2021-05-01", act("filing", "2026-01-10")),
        "2026-05-01",
        "Fw 36",
        status=LAPSED,
    ),
    Case(
        "an ordinary letter does not interrupt a public debt",
        claim("public_debt", "2021-03-31", demand("2025-01-10")),
        "2026-03-31",
        "Awb 4:105",
        status=LAPSED,
    ),
    Case(
        "a statutory notice does",
        claim("public_debt", "2021-03-31", act("public_demand", "2025-01-10")),
        "2030-01-10",
        "Awb 4:106",
    ),
    Case(
        "a statutory notice is no demand on a civil claim",
        claim("contract", "2021-03-31", act("public_demand", "2025-01-10")),
        "2026-03-31",
        "Awb 4:106",
        status=LAPSED,
    ),
    Case(
        "a written claim on an insurer",
        claim("insurance_claim", "2023-06-15", demand("2026-01-10")),
        "2029-01-10",
        "BW 7:942 lid 2",
        claimed=None,
    ),
    Case(
        "the new term begins when the insurer answers, however late",
        claim("insurance_claim", "2021-01-01", demand("2022-06-01"), act("rejection", "2025-08-01")),
        "2028-08-01",
        "BW 7:942 lid 2",
    ),
    Case(
        "a letter to an insurer after the end is too late",
        claim("insurance_claim", "2021-06-15", demand("2025-03-01")),
        "2024-06-15",
        "BW 7:942 lid 2",
        status=LAPSED,
    ),
    Case(
        "a second rejection begins nothing",
        claim(
            "insurance_claim",
            "2023-01-15",
            demand("2024-02-01"),
            act("rejection", "2024-03-01"),
            act("rejection", "2026-03-01"),
        ),
        "2027-03-01",
        "BW 7:942 lid 2",
    ),
    Case(
        "a rejection nobody waited for begins nothing",
        claim("insurance_claim", "2024-06-15", act("rejection", "2025-03-01")),
        "2027-06-15",
        "BW 7:942 lid 2",
    ),
    Case(
        "a rejection by anyone else interrupts nothing",
        claim("contract", "2022-05-01", act("rejection", "2025-08-01")),
        "2027-05-01",
        "BW 3:316",
    ),
]

COURT = [
    Case(
        "a granted claim becomes a judgment: twenty years",
        claim("contract", "2020-01-15", action("2024-12-20", "granted", "2025-06-10")),
        "2045-06-10",
        "BW 3:324 lid 1-2",
    ),
    Case(
        "a letter between summons and judgment is one on a claim, not on a title",
        claim("contract", "2020-01-15", action("2023-01-01", "granted", "2024-02-01"), demand("2023-06-01")),
        "2044-02-01",
        "BW 3:317 lid 1",
    ),
    Case(
        "proceedings of more than five years that end in a judgment",
        claim("contract", "2012-01-15", action("2016-12-20", "granted", "2023-06-10")),
        "2043-06-10",
        "BW 3:324 lid 1-2",
    ),
    Case(
        "a claim brought after the end saves nothing",
        claim("contract", "2018-01-15", action("2024-12-20", "granted", "2025-06-10")),
        "2023-01-15",
        "BW 3:316 lid 1",
        status=LAPSED,
    ),
    Case(
        "granted on a day not known: the careful new term",
        claim("consumer_sale", "2025-01-15", action("2026-12-20", "granted")),
        "2028-12-20",
        "BW 3:316 lid 1",
    ),
    Case(
        "rejected and not followed",
        claim("contract", "2020-01-15", action("2024-12-20", "rejected", "2025-06-10")),
        "2025-01-15",
        "BW 3:316 lid 2",
        status=LAPSED,
    ),
    Case(
        "rejected, followed in time by a claim that is granted",
        claim(
            "contract",
            "2020-01-15",
            action("2024-12-20", "rejected", "2025-06-10", followed_up_on="2025-12-10", follow_up_outcome="granted"),
        ),
        "2029-12-20",
        "BW 3:316 lid 2",
    ),
    Case(
        "followed a day too late",
        claim(
            "contract",
            "2020-01-15",
            action("2024-12-20", "rejected", "2025-06-10", followed_up_on="2025-12-11", follow_up_outcome="granted"),
        ),
        "2025-01-15",
        "BW 3:316 lid 2",
        status=LAPSED,
    ),
    Case(
        "followed by a claim that is rejected too",
        claim(
            "contract",
            "2020-01-15",
            action("2024-12-20", "rejected", "2025-06-10", followed_up_on="2025-09-10", follow_up_outcome="rejected"),
        ),
        "2025-01-15",
        "BW 3:316 lid 2",
        status=LAPSED,
    ),
    Case(
        "followed by a claim that is still pending: claimed end only",
        claim(
            "contract",
            "2020-01-15",
            action("2024-12-20", "rejected", "2025-06-10", followed_up_on="2025-09-10", follow_up_outcome="pending"),
        ),
        "2025-01-15",
        "BW 3:316 lid 2",
        claimed="2029-12-20",
        status=LAPSED,
    ),
    Case(
        "withdrawn",
        claim("contract", "2020-01-15", action("2024-12-20", "withdrawn", "2025-02-10")),
        "2025-01-15",
        "BW 3:316 lid 2",
        status=LAPSED,
    ),
    Case(
        "pending moves the claimed end only",
        claim("contract", "2022-01-15", action("2026-10-20", "pending")),
        "2027-01-15",
        "BW 3:316 lid 1",
        claimed="2031-10-20",
    ),
    Case(
        "pending: the claimed end cannot come within six months of today",
        claim("contract", "2020-03-15", action("2022-02-01", "pending")),
        "2025-03-15",
        "BW 3:316 lid 2",
        claimed=None,
        status=LAPSED,
    ),
    Case(
        "pending for longer than the term: the claimed end cannot be known",
        claim("contract", "2014-01-15", action("2018-10-20", "pending")),
        "2019-01-15",
        "BW 3:316 lid 1",
        claimed=None,
        status=LAPSED,
    ),
    Case(
        "after the judgment five-year terms, not those of the sale",
        claim(
            "consumer_sale", "2003-01-15", action("2004-12-20", "granted", "2005-06-10"), act("service", "2025-06-01")
        ),
        "2030-06-01",
        "BW 3:325 lid 2",
    ),
]

INSOLVENCY = [
    Case(
        "bankruptcy: to six months after the end",
        claim("contract", "2020-09-15", insolvency("bankruptcy", "2024-02-06", "2026-03-31")),
        "2026-09-30",
        "Fw 36",
        status=LAPSED,
    ),
    Case(
        "a term that ends after the six months gains nothing",
        claim("contract", "2021-12-01", insolvency("bankruptcy", "2025-01-14", "2026-03-31")),
        "2026-12-01",
        "BW 3:307",
    ),
    Case(
        "the current end counts, not the first",
        claim("contract", "2021-03-10", demand("2025-02-01"), insolvency("bankruptcy", "2026-01-06", "2026-09-15")),
        "2030-02-01",
        "BW 3:319",
    ),
    Case(
        "a term that ended the day before the bankruptcy",
        claim("contract", "2019-02-05", insolvency("bankruptcy", "2024-02-06", "2026-09-30")),
        "2024-02-05",
        "BW 3:307",
        status=LAPSED,
    ),
    Case(
        "a term that ends on its first day",
        claim("contract", "2019-02-06", insolvency("bankruptcy", "2024-02-06", "2026-09-30")),
        "2027-03-30",
        "Fw 36",
    ),
    Case(
        "suspension of payments",
        claim("contract", "2021-07-01", insolvency("suspension_of_payments", "2026-06-01", "2026-08-15")),
        "2027-02-15",
        "Fw 230 lid 4",
    ),
    Case(
        "WSNP without a clean slate",
        claim("contract", "2019-07-01", insolvency("wsnp", "2023-08-01", "2026-08-15", clean_slate=False)),
        "2027-02-15",
        "Fw 313 lid 1",
    ),
    Case(
        "a clean slate: unenforceable, whatever the ends",
        claim("contract", "2019-07-01", insolvency("wsnp", "2023-08-01", "2025-02-01", clean_slate=True)),
        "2025-08-01",
        "Fw 358",
        status=Status.UNENFORCEABLE,
    ),
    Case(
        "a clean slate does not touch a claim of later",
        claim("contract", "2025-07-01", insolvency("wsnp", "2021-08-01", "2023-02-01", clean_slate=True)),
        "2030-07-01",
        "BW 3:307",
    ),
    Case(
        "a bankruptcy that still runs: the end cannot be known",
        claim("contract", "2020-09-15", insolvency("bankruptcy", "2024-02-06", None)),
        None,
        "Fw 36",
    ),
    Case(
        "a bankruptcy that still runs leaves an end far beyond it as it is",
        claim("contract", "2022-12-15", demand("2026-11-10"), insolvency("bankruptcy", "2026-11-17", None)),
        "2031-11-10",
        "BW 3:319",
    ),
    Case(
        "the last day that is surely within reach of it",
        claim("contract", "2022-05-21", insolvency("bankruptcy", "2025-11-17", None)),
        None,
        "Fw 36",
    ),
    Case(
        "a day later it is not",
        claim("contract", "2022-05-22", insolvency("bankruptcy", "2025-11-17", None)),
        "2027-05-22",
        "BW 3:307",
    ),
    Case(
        "a public debt in a bankruptcy that still runs: longer every day",
        claim("public_debt", "2024-05-31", insolvency("bankruptcy", "2026-11-17", None)),
        None,
        "Awb 4:111",
    ),
    Case(
        "a claim that fell due later may have arisen later: the safe end does not count on it",
        claim("consumer_sale", "2024-06-01", insolvency("wsnp", "2023-01-01", "2026-03-31")),
        "2026-06-01",
        "Fw 313 lid 1",
        claimed="2026-09-30",
        status=LAPSED,
    ),
    Case(
        "a clean slate and a claim that fell due during the scheme: not certain",
        claim("contract", "2024-09-15", insolvency("wsnp", "2022-03-01", "2025-03-01", clean_slate=True)),
        "2029-09-15",
        "BW 3:307",
    ),
    Case(
        "converted into WSNP: one prolongation after the other",
        claim(
            "contract",
            "2019-09-15",
            insolvency("bankruptcy", "2024-02-06", "2025-01-10"),
            insolvency("wsnp", "2025-01-10", "2026-07-09"),
        ),
        "2027-01-09",
        "Fw 313 lid 1",
    ),
    Case(
        "interrupted within the six months",
        claim("contract", "2020-09-15", insolvency("bankruptcy", "2024-02-06", "2026-03-31"), demand("2026-09-30")),
        "2031-09-30",
        "BW 3:319",
    ),
    Case(
        "a public debt: prolonged by the whole duration",
        claim("public_debt", "2019-05-31", insolvency("bankruptcy", "2021-03-02", "2023-03-02")),
        "2026-05-31",
        "Awb 4:111",
        status=LAPSED,
    ),
    Case(
        "a public debt: days of two regimes at once count once",
        claim(
            "public_debt",
            "2020-05-31",
            insolvency("suspension_of_payments", "2021-03-02", "2021-06-02"),
            insolvency("bankruptcy", "2021-05-02", "2023-03-02"),
        ),
        "2027-05-31",
        "Awb 4:111",
    ),
    Case(
        "a public debt: what is left of the duration prolongs the new term",
        claim(
            "public_debt",
            "2019-05-31",
            insolvency("bankruptcy", "2021-03-02", "2023-03-02"),
            act("public_demand", "2022-03-01"),
        ),
        "2028-02-29",
        "Awb 4:106",
    ),
    Case(
        "an act of before the term began does not make it begin earlier",
        claim(
            "penalty_payment",
            "2026-07-01",
            action("2026-06-01", "granted"),
            insolvency("bankruptcy", "2026-06-15", "2026-08-01"),
        ),
        "2027-01-31",
        "Rv 611g",
    ),
    Case(
        "a judicial penalty stands still in bankruptcy",
        claim("penalty_payment", "2026-07-01", insolvency("bankruptcy", "2026-08-01", "2026-09-01")),
        "2027-02-01",
        "Rv 611g",
    ),
]

EXTENSION = [
    Case(
        "a marriage that ended: six months after",
        claim("contract", "2019-02-01", extension("spouses", None, "2023-12-15")),
        "2024-06-15",
        "BW 3:321 lid 1 a",
        status=LAPSED,
    ),
    Case(
        "a debt concealed on purpose, not known until when",
        claim("contract", "2019-02-01", extension("concealment", "2019-02-01", None)),
        None,
        "BW 3:321 lid 1 f",
    ),
    Case(
        "asserted only",
        claim("contract", "2021-08-01", extension("director", "2020-01-01", "2026-07-01", "asserted")),
        "2026-08-01",
        "BW 3:321 lid 1 d",
        claimed="2027-01-01",
        status=LAPSED,
    ),
    Case(
        "a legal person that ceased to exist cannot see a term end",
        claim("contract", "2020-03-01", extension("ceased_legal_person", "2023-03-01", None)),
        None,
        "BW 2:23c lid 2",
    ),
]

APART = [
    Case(
        "a letter counts under the asserted judgment, not on the public debt itself",
        claim(
            "public_debt",
            "2022-05-31",
            action("2023-01-01", "granted", "2024-01-01", proof="asserted"),
            demand("2025-02-01"),
        ),
        "2027-05-31",
        "BW 3:325 lid 2",
        claimed="2044-01-01",
    ),
    Case(
        "on call: an act on the very day against which it was called in",
        claim(
            "contract_on_call",
            None,
            act("acknowledgement", "2024-01-01"),
            callable_from="2004-05-01",
            called_against="2024-01-01",
        ),
        "2029-01-01",
        "BW 3:318",
    ),
    Case(
        "a judgment of before the claim was due",
        claim("contract", "2024-01-01", action("2020-01-01", "granted", "2020-06-01")),
        "2029-01-01",
        "BW 3:316 lid 1",
    ),
    Case(
        "sued before the claim was due, judged after",
        claim("contract", "2024-01-01", action("2023-10-01", "granted", "2024-06-01")),
        "2044-06-01",
        "BW 3:324 lid 1-2",
    ),
]

WAIVER = [
    Case(
        "after the end",
        claim("contract", "2018-05-01", act("waiver", "2024-09-01")),
        "2029-09-01",
        "BW 3:322",
    ),
    Case(
        "before the end it is nothing",
        claim("contract", "2022-05-01", act("waiver", "2024-09-01")),
        "2027-05-01",
        "BW 3:322",
    ),
    Case(
        "after the safe end only, it is nothing yet",
        claim("contract", "2018-05-01", demand("2022-01-01", proof="asserted"), act("waiver", "2024-09-01")),
        "2023-05-01",
        "BW 3:322",
        claimed="2027-01-01",
        status=LAPSED,
    ),
]

GUARANTEE = [
    Case(
        "its own five years",
        claim("guarantee", "2023-06-01", main=claim("contract", "2023-05-01")),
        "2028-05-01",
        "BW 7:853",
    ),
    Case(
        "demands on the main debtor keep the main claim alive and not the guarantee",
        claim("guarantee", "2020-06-01", main=claim("contract", "2020-05-01", demand("2025-01-01"))),
        "2025-06-01",
        "BW 7:855 lid 1",
        status=LAPSED,
    ),
    Case(
        "demands on the guarantor do not keep the main claim alive",
        claim("guarantee", "2020-06-01", demand("2025-01-01"), main=claim("contract", "2020-05-01")),
        "2025-05-01",
        "BW 7:853",
        status=LAPSED,
    ),
    Case(
        "while a bankruptcy of the main debtor lasts nobody knows when the main claim takes the guarantee along",
        claim(
            "guarantee",
            "2021-11-01",
            demand("2026-10-01"),
            main=claim("contract", "2021-10-01", insolvency("bankruptcy", "2025-01-01", None)),
        ),
        None,
        "BW 7:853",
    ),
    Case(
        "a guarantor that ceased to exist: the main claim ends first",
        claim(
            "guarantee",
            "2022-01-01",
            extension("ceased_legal_person", "2023-01-01", None),
            main=claim("contract", "2023-01-01"),
        ),
        "2028-01-01",
        "BW 7:853",
    ),
    Case(
        "a main debtor that ceased to exist does not free the guarantor",
        claim(
            "guarantee",
            "2020-06-01",
            demand("2025-01-01"),
            main=claim("contract", "2020-05-01", extension("ceased_legal_person", "2023-01-01", None)),
        ),
        "2030-01-01",
        "BW 3:319",
    ),
]

GUARANTEE += [
    Case(
        "a clean slate of the main debtor does not free the guarantor",
        claim(
            "guarantee",
            "2021-06-01",
            demand("2026-01-01"),
            main=claim("contract", "2019-09-01", insolvency("wsnp", "2022-03-01", "2025-03-01", clean_slate=True)),
        ),
        "2031-01-01",
        "BW 3:319",
    ),
]

ALL = [*TERMS, *COUNTING, *TWO_TERMS, *INTERRUPTION, *COURT, *INSOLVENCY, *EXTENSION, *APART, *WAIVER, *GUARANTEE]


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.proves)
def test_both_ends_the_status_and_the_article(case: Case, rules: LimitationRules) -> None:
    finding = limitation(read(Fields(case.facts), rules), rules)
    ends = finding.value.ends
    claimed = case.safe if case.claimed == "" else case.claimed
    assert (str_or_none(ends.safe_until), str_or_none(ends.claimed_until)) == (case.safe, claimed)
    assert finding.value.status is case.status
    assert any(case.source in step.source for step in finding.steps)


def test_the_decisive_step_names_the_article(rules: LimitationRules) -> None:
    facts = claim(
        "contract",
        "2020-09-15",
        demand("2024-02-03", "2024-02-01"),
        act("part_payment", "2024-06-01", "asserted"),
        insolvency("bankruptcy", "2024-02-06", "2026-03-31"),
    )
    finding = limitation(read(Fields(facts), rules), rules)
    assert [(step.code, step.source, *map(str_or_none, step.after[:2])) for step in finding.steps] == [
        ("limitation.term_begins", "BW 3:307 lid 1", "2025-09-15", "2025-09-15"),
        ("limitation.interrupted", "BW 3:317 lid 1; BW 3:37 lid 3; BW 3:319", "2029-02-03", "2029-02-03"),
        ("limitation.not_prolonged", "Fw 36", "2029-02-03", "2029-02-03"),
        (
            "limitation.interrupted",
            "BW 3:318; HR 23-9-2011 ECLI:NL:HR:2011:BQ8449; BW 3:319",
            "2029-02-03",
            "2029-06-01",
        ),
    ]
    assert finding.value.rule == "contract@1992-01-01"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (claim("contract", "2023-05-01", act("acknowledgement", "2023-05-01")), "limitation.not_running_yet"),
        (claim("contract", "2023-05-01", act("acknowledgement", "2023-05-02")), "limitation.interrupted"),
        (claim("contract", "2023-05-01", act("filing", "2024-05-02")), "limitation.not_counted"),
        (claim("contract", "2023-05-01", act("oral_demand", "2024-05-02")), "limitation.no_effect"),
        (
            claim(
                "consumer_sale",
                "2023-05-01",
                action("2023-06-01", "granted", "2023-07-01", proof="asserted"),
                act("acknowledgement", "2024-05-02"),
            ),
            "limitation.interrupted_apart",
        ),
    ],
)
def test_the_last_step_says_what_happened(facts: dict[str, Any], code: str, rules: LimitationRules) -> None:
    assert limitation(read(Fields(facts), rules), rules).steps[-1].code == code


@pytest.mark.parametrize(
    ("facts", "gap"),
    [
        (claim("contract", "2018-05-01", demand("2022-04-01", proof="asserted")), True),
        (claim("contract", "2018-05-01"), False),
        (claim("contract", "2022-05-01", demand("2023-04-01", proof="asserted")), False),
        (claim("contract", "2014-01-15", action("2018-10-20", "pending")), True),
    ],
    ids=["safe end passed, claimed end not", "both passed", "neither passed", "claimed end not known"],
)
def test_a_proof_gap_is_a_safe_end_passed_before_the_claimed_one(
    facts: dict[str, Any], gap: bool, rules: LimitationRules
) -> None:
    assert limitation(read(Fields(facts), rules), rules).value.proof_gap is gap


def test_an_end_that_cannot_be_known_has_a_day_it_does_not_come_before(rules: LimitationRules) -> None:
    facts = claim("contract", "2020-09-15", insolvency("bankruptcy", "2024-02-06", None))
    value = limitation(read(Fields(facts), rules), rules).value
    assert (value.ends.safe_until, str(value.not_before.safe_until)) == (None, "2027-05-21")


def str_or_none(day: object) -> str | None:
    return None if day is None else str(day)
