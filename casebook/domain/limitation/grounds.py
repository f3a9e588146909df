"""Grounds that prolong a term: insolvency of the debtor (Fw 36, 230, 313; Awb 4:111; Rv 611g) and BW 3:320-3:321."""

from datetime import date
from functools import partial

from casebook.domain.calendar import ONE_DAY
from casebook.domain.dated import Dated
from casebook.domain.limitation.account import Account, Reach
from casebook.domain.limitation.facts import Extension, Insolvency, Proof
from casebook.domain.limitation.rules import LimitationRules, Prolongation
from casebook.domain.limitation.track import Track

Ground = Insolvency | Extension


def take_ground(account: Account, ground: Ground) -> None:
    """Take in a ground for prolongation: it moves a term that ends during it or shortly after, and no other."""
    cause = ground.regime if isinstance(ground, Insolvency) else ground.ground
    entry = _rules(account.claimed, ground, account.rules).applied(ground.start)
    on = None if ground.start == date.min else ground.start
    after, as_of = entry.value.after, account.facts.as_of
    until = ground.until or max(as_of, ground.start)
    proof = ground.proof
    if proof is Proof.PROVEN and _may_have_arisen_later(account, ground, after is not None):
        proof = Proof.ASSERTED
    reach = account.apply(proof, ground.start, partial(_prolong, ground=ground, until=until, rules=account.rules))
    if proof is not ground.proof and reach is Reach.CLAIMED:
        reach = Reach.UNCERTAIN
    if proof is Proof.VOID:
        account.step("limitation.void", on, entry.source, event=cause)
        return
    lasts = ground.until is None
    if lasts:
        # What may still be prolonged, and until when at the earliest, moves on with every day.
        account.ahead.append(as_of + ONE_DAY)
    parameters = {"cause": cause, "start": ground.start, "until": until, "after": after, "reach": reach}
    if reach is Reach.NONE:
        account.step("limitation.not_prolonged", on, entry.source, **parameters)
        if lasts and account.claimed.end >= ground.start:
            account.warn("limitation.still_lasts", entry.source, cause=cause)
        return
    if proof is not ground.proof:
        account.warn("limitation.arose_later", entry.source, start=ground.start, cause=cause)
    if isinstance(ground, Insolvency) and account.claimed.since is not None:
        account.warn("limitation.interest_in_insolvency", "Fw 128", start=ground.start)
    code = "limitation.prolonged" if after else "limitation.stood_still"
    if lasts:
        account.step(f"{code}_open", on, entry.source, **parameters, endures=entry.value.endures)
    else:
        account.step(code, on, entry.source, **parameters)
    account.note(entry)


def _may_have_arisen_later(account: Account, ground: Ground, by_window: bool) -> bool:
    """Tell whether the claim may have arisen after an insolvency that prolongs older claims only (Fw 26, 36)."""
    arose_later = account.begun_on > ground.start and account.claimed.since is None
    return by_window and arose_later and isinstance(ground, Insolvency)


def _rules(track: Track, ground: Ground, rules: LimitationRules) -> Dated[Prolongation]:
    if isinstance(ground, Insolvency):
        return rules.insolvency[track.insolvency][ground.regime]
    return rules.extension[ground.ground]


def _prolong(track: Track, ground: Ground, until: date, rules: LimitationRules) -> bool:
    rule = _rules(track, ground, rules).applied(ground.start).value
    return track.prolong(rule, ground.start, until, lasts=ground.until is None)
