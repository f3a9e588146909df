"""What an account comes to: the status of the claim, how long that holds, and what the reader must do about it."""

from collections.abc import Sequence
from datetime import date
from functools import cache

from casebook.domain.calendar import ONE_DAY
from casebook.domain.dated import Entry
from casebook.domain.finding import HOUSE_RULE, Finding
from casebook.domain.limitation.account import Account
from casebook.domain.limitation.answer import UNKNOWN_ENDS, Ends, Limitation, Status
from casebook.domain.limitation.facts import Insolvency, Proof
from casebook.domain.limitation.rules import KindRule
from casebook.domain.limitation.track import Track


def conclude(
    account: Account, entry: Entry[KindRule], main: Limitation | None, *, unenforceable: bool
) -> Finding[Limitation]:
    """Return the finding of an account into which all events were taken; `unenforceable` because `main` is."""
    slates = _clean_slates(account)
    clean_slate = _covering(account, slates)
    if slates:
        _tell_of_clean_slates(account, slates, clean_slate)
    as_of, ends = account.facts.as_of, account.steps[-1].after
    lapsed = ends.safe_until is not None and ends.safe_until < as_of
    gap = lapsed and (ends.claimed_until is None or ends.claimed_until >= as_of)
    status = Status.POSSIBLY_LAPSED if lapsed else Status.RUNNING
    if clean_slate or unenforceable:
        status, gap = Status.UNENFORCEABLE, False
    not_before = UNKNOWN_ENDS
    if ends.safe_until is None or ends.claimed_until is None:
        not_before = Ends(_earliest(account.safe, ends.safe_until), _earliest(account.claimed, ends.claimed_until))
    value = Limitation(
        status=status,
        ends=ends,
        rule=rule_name(account.facts.kind, entry.start),
        source=entry.source,
        proof_gap=gap,
        not_before=not_before,
        moving=entry.value.moving,
        holds_until=_holds_until(account, main),
    )
    _warn(account, value, None if main else entry.value.accessory)
    return Finding(value, tuple(account.steps), tuple(account.cautions))


def _earliest(track: Track, end: date | None) -> date | None:
    """Return the earliest day an end that cannot be known can be; None where it is not expected to come."""
    return None if end is not None or track.endures else track.end


@cache
def rule_name(kind: str, start: date) -> str:
    """Return the name of a rule: the kind and the day its text came into force, as in `contract@1992-01-01`."""
    return f"{kind}@{start}"


def _holds_until(account: Account, main: Limitation | None) -> date | None:
    """Return the first day on which the answer can change by itself: an end passes, or something planned happens."""
    facts = account.facts
    as_of = facts.as_of
    ahead = account.ahead + [day for day in facts.days.values() if day > as_of]
    if ahead and account.safe.since is not None:
        # Until what is planned happens, running interest moves on with every day.
        return as_of + ONE_DAY
    ahead += [end + ONE_DAY for end in (account.safe.end, account.claimed.end) if end >= as_of]
    ahead += [entry.start for entry in account.rules.kinds[facts.kind].entries if entry.start > as_of]
    if main is not None and main.holds_until is not None:
        ahead.append(main.holds_until)
    return min(ahead, default=None)


def _warn(account: Account, value: Limitation, accessory: str | None) -> None:
    safe_until = value.ends.safe_until
    if value.proof_gap:
        # Proceedings that are still pending carry the claim by themselves; their own warning says so.
        if not account.claimed.before_court:
            account.warn("limitation.unproven", HOUSE_RULE, safe=safe_until)
    elif value.status is Status.POSSIBLY_LAPSED:
        account.warn("limitation.legal_review", "BW 3:322; BW 6:131", safe=safe_until)
    if accessory:
        account.warn("limitation.main_not_given", accessory)
    earliest = value.not_before.safe_until or value.not_before.claimed_until
    if safe_until is None and not earliest:
        account.warn("limitation.not_expected_to_end", HOUSE_RULE)
    elif earliest:
        account.warn("limitation.end_not_known_yet", HOUSE_RULE, on=earliest)


def _clean_slates(account: Account) -> list[Insolvency]:
    """Return the schemes that ended with a clean slate while the claim existed, by the day of the question."""
    return [
        event
        for event in account.facts.events
        if isinstance(event, Insolvency)
        and event.clean_slate
        and event.proof is not Proof.VOID
        and event.until is not None
        and account.begun_on <= event.until <= account.facts.as_of
    ]


def _covering(account: Account, slates: Sequence[Insolvency]) -> Insolvency | None:
    """Return the scheme whose proven clean slate covers the claim: one that was due before it began (Fw 299, 358)."""
    if account.facts.slate_exception is not None:
        return None
    covering = (slate for slate in slates if slate.proof is Proof.PROVEN and account.begun_on <= slate.start)
    return next(covering, None)


def _tell_of_clean_slates(account: Account, slates: Sequence[Insolvency], clean_slate: Insolvency | None) -> None:
    source, ground = account.rules.clean_slate.applied(account.facts.as_of).source, account.facts.slate_exception
    if ground is not None:
        entry = account.rules.slate_exception[ground].applied(account.facts.as_of)
        account.step("limitation.slate_exception", slates[0].until, entry.source, ground=ground)
        account.note(entry)
        return
    if clean_slate is not None:
        account.step("limitation.clean_slate", clean_slate.until, source, until=clean_slate.until)
        account.warn("limitation.clean_slate_exceptions", "Fw 358 lid 4; Fw 299a; Fw 358a")
        return
    for event in slates:
        if event.proof is Proof.PROVEN:
            account.warn("limitation.clean_slate_cover", "Fw 299", start=event.start)
        else:
            account.warn("limitation.clean_slate_not_proven", source, until=event.until)
