"""Grounds that prolong a term: insolvency of the debtor (Fw 36, 230, 313; Awb 4:111; Rv 611g) and BW 3:320-3:321."""

from datetime import date
from functools import partial

from casebook.domain.dated import Dated
from casebook.domain.limitation.account import Account, Reach, in_force
from casebook.domain.limitation.facts import Extension, Insolvency, Proof
from casebook.domain.limitation.rules import LimitationRules, Prolongation
from casebook.domain.limitation.track import OPEN, Track

Ground = Insolvency | Extension


def take_ground(account: Account, ground: Ground) -> None:
    """Take in a ground for prolongation: it moves a term that ends during it or shortly after, and no other."""
    cause = ground.regime if isinstance(ground, Insolvency) else ground.ground
    entry = in_force(_rules(account.claimed, ground, account.rules), ground.start)
    on = None if ground.start == date.min else ground.start
    reach = account.apply(ground.proof, ground.start, partial(_prolong, ground=ground, rules=account.rules))
    if ground.proof is Proof.VOID:
        account.step("limitation.void", on, entry.source, event=cause)
        return
    after = entry.value.after
    parameters = {"cause": cause, "start": ground.start, "until": ground.until, "after": after, "reach": reach}
    if reach is Reach.NONE:
        account.step("limitation.not_prolonged", on, entry.source, **parameters)
        return
    code = "limitation.prolonged" if after else "limitation.stood_still"
    account.step(code if ground.until else f"{code}_open", on, entry.source, **parameters)
    account.note(entry)


def _rules(track: Track, ground: Ground, rules: LimitationRules) -> Dated[Prolongation]:
    if isinstance(ground, Insolvency):
        return rules.insolvency[track.insolvency][ground.regime]
    return rules.extension[ground.ground]


def _prolong(track: Track, ground: Ground, rules: LimitationRules) -> bool:
    rule = in_force(_rules(track, ground, rules), ground.start).value
    return track.prolong(rule, ground.start, ground.until or OPEN)
