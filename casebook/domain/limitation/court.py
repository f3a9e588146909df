"""Claims in court: what interrupts, what becomes a title, and what did not count after all (BW 3:316, 3:324)."""

from datetime import date
from functools import partial
from typing import NamedTuple

from casebook.domain.calendar import add, last_day
from casebook.domain.dated import Entry
from casebook.domain.limitation.account import Account, Reach, in_force
from casebook.domain.limitation.acts import act_rule
from casebook.domain.limitation.facts import LegalAction, Outcome, Proof
from casebook.domain.limitation.rules import ActRule, Effect, KindRule
from casebook.domain.limitation.track import OPEN, Track

_KIND = "legal_action"


class Title(NamedTuple):
    """The judgment under which interest runs, known without the proceedings that led to it."""

    day: date


def take_legal_action(account: Account, action: LegalAction) -> None:
    """Take in a claim in court by its outcome; one that is void is left out."""
    entry = act_rule(account, account.claimed, _KIND, action.on)
    if entry.value.effect is not Effect.COURT:
        account.step("limitation.no_effect", action.on, entry.source, act=_KIND)
        account.note(entry)
    elif action.proof is Proof.VOID:
        if action.on <= account.ceiling.end:
            # Had it counted, the term might have run on for as long as the proceedings lasted.
            account.ceiling.end = OPEN
        account.step("limitation.void", action.on, entry.source, event=_KIND)
    else:
        match action.outcome:
            case Outcome.GRANTED:
                _granted(account, action, entry)
            case Outcome.PENDING:
                _pending(account, action, entry)
            case Outcome.REJECTED:
                _rejected(account, action, entry)
            case Outcome.WITHDRAWN:
                source = in_force(account.rules.follow_up, action.on).source
                account.step("limitation.withdrawn", action.on, source)


def _too_late(account: Account, action: LegalAction, entry: Entry[ActRule]) -> None:
    account.step("limitation.too_late", action.on, entry.source, act=_KIND)


def _title(account: Account, day: date) -> Entry[KindRule]:
    """Return the rule of the title that a claim of this kind becomes when it is granted on `day`."""
    kinds = account.rules.kinds
    return in_force(kinds[in_force(kinds[account.facts.kind], account.begun_on).value.title], day)


def _interrupt(track: Track, account: Account, action: LegalAction) -> bool:
    """Let an action interrupt a track; a granted one makes it the track of a title from the day of the judgment."""
    if action.on > track.end:
        return False
    if action.outcome is not Outcome.GRANTED or action.ended_on is None:
        return track.renew(action.on, in_force(account.rules.renewal[track.procedure], action.on).value)
    track.move_to(_title(account, action.ended_on).value, action.ended_on)
    return True


def _granted(account: Account, action: LegalAction, entry: Entry[ActRule]) -> None:
    reach = account.apply(action.proof, action.on, partial(_interrupt, account=account, action=action))
    if reach is Reach.NONE:
        _too_late(account, action, entry)
    elif action.ended_on is None:
        account.interrupted(_KIND, action.on, entry.source, reach)
        account.warn("limitation.judgment_day_unknown", "BW 3:324", on=action.on)
    else:
        title = _title(account, action.ended_on)
        account.step(
            "limitation.granted",
            action.ended_on,
            f"{entry.source}; {title.source}",
            on=action.on,
            judged_on=action.ended_on,
            term=title.value.term,
            reach=reach,
        )


def take_title(account: Account, title: Title) -> None:
    """Take in the judgment under which running interest goes on (BW 3:324 lid 3)."""
    action = LegalAction(title.day, Outcome.GRANTED, Proof.PROVEN, ended_on=title.day)
    reach = account.apply(action.proof, title.day, partial(_interrupt, account=account, action=action))
    rule = _title(account, title.day)
    account.step("limitation.title", title.day, rule.source, on=title.day, term=rule.value.term, reach=reach)


def _pending(account: Account, action: LegalAction, entry: Entry[ActRule]) -> None:
    reach = account.apply(Proof.ASSERTED, action.on, partial(_interrupt, account=account, action=action))
    if reach is Reach.NONE:
        _too_late(account, action, entry)
        return
    code = "limitation.pending"
    if account.claimed.end < account.facts.as_of:
        # As long as it is before the court the claim cannot have lapsed, if it is granted in the end.
        account.claimed.end = account.ceiling.end = OPEN
        code = "limitation.pending_long"
    account.step(code, action.on, entry.source, on=action.on, term=account.claimed.term)
    account.warn("limitation.action_pending", entry.source, on=action.on)


def _rejected(account: Account, action: LegalAction, entry: Entry[ActRule]) -> None:
    """Take in an action that was not granted: it counts only if a new one followed in time and is granted."""
    follow_up = in_force(account.rules.follow_up, action.on)
    latest = add(action.ended_on, follow_up.value) if action.ended_on else None
    followed = action.followed_up_on
    refused = action.follow_up_outcome in (Outcome.REJECTED, Outcome.WITHDRAWN)
    if followed is None or refused or (latest is not None and followed > latest):
        account.step("limitation.rejected", action.on, follow_up.source, on=action.on, term=follow_up.value)
        if latest is not None and followed is None and latest >= account.facts.as_of:
            account.warn("limitation.follow_up_possible", follow_up.source, until=latest)
        return
    certain = latest is not None and action.follow_up_outcome is Outcome.GRANTED
    proof = action.proof if certain else Proof.ASSERTED
    reach = account.apply(proof, action.on, partial(_follow_up, account=account, on=action.on, followed=followed))
    if reach is Reach.NONE:
        _too_late(account, action, entry)
        return
    account.step(
        "limitation.followed_up",
        action.on,
        f"{entry.source}; {follow_up.source}",
        on=action.on,
        followed_up_on=followed,
        term=account.claimed.term,
        reach=reach,
    )
    if certain:
        title = _title(account, followed)
        account.warn("limitation.follow_up_is_title", title.source, on=followed, term=title.value.term)
    else:
        account.warn("limitation.follow_up_uncertain", follow_up.source, on=followed)


def _follow_up(track: Track, account: Account, on: date, followed: date) -> bool:
    longest = in_force(account.rules.renewal[track.procedure], on).value
    if not track.renew(on, longest):
        return False
    if track.end < followed:
        # The proceedings themselves kept the interruption alive until the new claim.
        track.end = last_day(followed, track.term)
    return True
