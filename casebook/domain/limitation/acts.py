"""Acts that may interrupt a term: demand, acknowledgement, part payment, service, enforcement; and the waiver."""

from datetime import date
from functools import partial

from casebook.domain.dated import Confidence, Entry
from casebook.domain.limitation.account import Account, Reach
from casebook.domain.limitation.facts import Act, Proof
from casebook.domain.limitation.rules import ActRule, Effect
from casebook.domain.limitation.track import Track


def act_rule(account: Account, track: Track, kind: str, day: date) -> Entry[ActRule]:
    """Return what a kind of act does under the procedure that holds for a track."""
    return account.rules.acts[track.procedure][kind].applied(day)


def take_act(account: Account, act: Act) -> None:
    """Take in an act: BW 3:317, 3:318, 3:322 and 3:325, Awb 4:105 and 4:106, or BW 7:942."""
    entry = act_rule(account, account.claimed, act.kind, act.day)
    if entry.value.effect is Effect.WAIVES:
        _waive(account, act, entry)
    elif act.proof is Proof.VOID:
        account.apply(act.proof, act.day, partial(_renew, account=account, kind=act.kind, day=act.day))
        account.step("limitation.void", act.day, entry.source, event=act.kind)
    elif entry.value.effect is Effect.NONE:
        disputed = entry.confidence is Confidence.LOW
        code = "limitation.not_counted" if disputed else "limitation.no_effect"
        account.step(code, act.day, entry.source, act=act.kind)
        account.note(entry)
    elif entry.value.answers and not account.claimed.awaited:
        account.step("limitation.no_effect", act.day, entry.source, act=act.kind)
    elif act.day <= account.begun_on:
        account.step("limitation.not_running_yet", act.day, entry.source, act=act.kind)
    else:
        _interrupt(account, act, entry)


def _interrupt(account: Account, act: Act, entry: Entry[ActRule]) -> None:
    proof = act.proof
    if entry.value.on_receipt and act.received_on is None:
        proof = Proof.ASSERTED
        account.warn("limitation.receipt_unknown", entry.source, act=act.kind, on=act.on)
    reach = account.apply(proof, act.day, partial(_renew, account=account, kind=act.kind, day=act.day))
    if reach is Reach.NONE:
        account.step("limitation.too_late", act.day, entry.source, act=act.kind)
        if entry.value.acknowledges:
            account.warn("limitation.late_acknowledgement_disputed", entry.source, on=act.day)
        return
    renewal = account.rules.renewal[account.claimed.procedure].applied(act.day)
    source = f"{entry.source}; {renewal.source}"
    if entry.value.awaits_answer:
        term = account.claimed.term
        account.step("limitation.answer_awaited", act.day, source, act=act.kind, on=act.day, term=term, reach=reach)
    else:
        account.interrupted(act.kind, act.day, source, reach)
    account.note(entry)
    account.note(renewal)


def _renew(track: Track, account: Account, kind: str, day: date) -> bool:
    rule = act_rule(account, track, kind, day).value
    if rule.effect is not Effect.INTERRUPTS or (rule.answers and not track.awaited):
        return False
    renewed = track.renew(day, account.rules.renewal[track.procedure].applied(day).value)
    track.awaited = renewed and rule.awaits_answer
    return renewed


def _waive(account: Account, act: Act, entry: Entry[ActRule]) -> None:
    """Take in a waiver, possible only once the term is over (BW 3:322); a new term is then counted from it."""
    over = account.ceiling.over(act.day) and account.ceiling.since is None
    reach = account.apply(act.proof, act.day, partial(_revive, account=account, day=act.day)) if over else Reach.NONE
    if act.proof is Proof.VOID:
        account.step("limitation.void", act.day, entry.source, event=act.kind)
    elif reach is Reach.NONE:
        account.step("limitation.waived_too_early", act.day, entry.source, act=act.kind)
    else:
        account.step("limitation.waived", act.day, entry.source, on=act.day, term=account.claimed.term, reach=reach)
        account.note(entry)


def _revive(track: Track, account: Account, day: date) -> bool:
    track.end = day
    return track.renew(day, account.rules.renewal[track.procedure].applied(day).value)
