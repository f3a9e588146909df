"""Claims in court: what interrupts, what becomes a title, and what did not count after all (BW 3:316, 3:324)."""

from datetime import date
from functools import partial
from typing import NamedTuple

from casebook.domain.calendar import ONE_DAY, add, last_day
from casebook.domain.dated import Entry
from casebook.domain.limitation.account import Account, Reach
from casebook.domain.limitation.acts import act_rule
from casebook.domain.limitation.facts import LegalAction, Outcome, Proof
from casebook.domain.limitation.rules import ActRule, Effect, KindRule
from casebook.domain.limitation.track import Track

JUDGMENT = "judgment"
_KIND = "legal_action"


class Judgment(NamedTuple):
    """The day on which a court claim was granted; without `action` a judgment whose proceedings were not told."""

    day: date
    action: LegalAction | None = None


def take_legal_action(account: Account, action: LegalAction) -> None:
    """Take in a claim in court by its outcome; one that is void is left out."""
    entry = act_rule(account, account.claimed, _KIND, action.on)
    if entry.value.effect is not Effect.COURT:
        account.step("limitation.no_effect", action.on, entry.source, act=_KIND)
        account.note(entry)
    elif action.ended_on is not None and action.ended_on <= account.begun_on:
        account.step("limitation.not_running_yet", action.on, entry.source, act=_KIND)
    elif action.proof is Proof.VOID:
        if not account.ceiling.over(action.on):
            # Had it counted, the term might have run on for as long as the proceedings lasted.
            account.ceiling.open_until = date.max
        account.step("limitation.void", action.on, entry.source, event=_KIND)
    else:
        account.note(entry)
        match action.outcome:
            case Outcome.GRANTED:
                _granted(account, action, entry)
            case Outcome.PENDING:
                _pending(account, action, entry)
            case Outcome.REJECTED:
                _rejected(account, action, entry)
            case Outcome.WITHDRAWN:
                source = account.rules.follow_up.applied(action.on).source
                account.step("limitation.withdrawn", action.on, source)


def _too_late(account: Account, action: LegalAction, entry: Entry[ActRule]) -> None:
    account.step("limitation.too_late", action.on, entry.source, act=_KIND)


def _title(account: Account, day: date) -> Entry[KindRule]:
    """Return the rule of the title that a claim of this kind becomes when it is granted on `day`."""
    kinds = account.rules.kinds
    return kinds[kinds[account.facts.kind].applied(account.begun_on).value.title].applied(day)


def _interrupt(track: Track, account: Account, action: LegalAction) -> bool:
    """Let an action interrupt a track, which remembers it if it is granted later."""
    if not track.renew(action.on, account.rules.renewal[track.procedure].applied(action.on).value):
        return False
    if action.outcome is Outcome.GRANTED:
        track.sued = (*track.sued, action)
    return True


def _granted(account: Account, action: LegalAction, entry: Entry[ActRule]) -> None:
    reach = account.apply(action.proof, action.on, partial(_interrupt, account=account, action=action))
    if reach is Reach.NONE:
        _too_late(account, action, entry)
    elif action.ended_on is None:
        account.interrupted(_KIND, action.on, entry.source, reach)
        account.warn("limitation.judgment_day_unknown", _title(account, action.on).source, on=action.on)
    else:
        term = account.claimed.term
        account.step("limitation.sued", action.on, entry.source, on=action.on, term=term, reach=reach)


def take_judgment(account: Account, judgment: Judgment) -> None:
    """Take in the day of a judgment: a claim that was brought in time goes on as the title it became (BW 3:324).

    However long the proceedings took, the term cannot have ended during them. A judgment told by itself is that
    under which interest runs.
    """
    action, day = judgment.action, judgment.day
    title = _title(account, day)

    def become_title(track: Track) -> bool:
        if action is not None and action not in track.sued:
            return False
        track.move_to(title.value, day)
        return True

    reach = account.apply(action.proof if action else Proof.PROVEN, day, become_title)
    if reach is Reach.NONE:
        return
    parameters = {"judged_on": day, "term": title.value.term, "reach": reach}
    if action is None:
        account.step("limitation.title", day, title.source, on=day, **parameters)
    else:
        account.step("limitation.granted", day, f"BW 3:316 lid 1; {title.source}", on=action.on, **parameters)


def _pending(account: Account, action: LegalAction, entry: Entry[ActRule]) -> None:
    reach = account.apply(Proof.ASSERTED, action.on, partial(_interrupt, account=account, action=action))
    if reach is Reach.NONE:
        _too_late(account, action, entry)
        return
    for track in (account.claimed, account.ceiling):
        track.before_court = True
    account.step("limitation.pending", action.on, entry.source, on=action.on, term=account.claimed.term)
    account.warn("limitation.action_pending", entry.source, on=action.on)


def still_before_court(account: Account) -> None:
    """Leave the claimed end open where it cannot come yet because a court claim is pending.

    If it is granted in the end the claim cannot have lapsed; if not, a new one may follow (BW 3:316 lid 2).
    """
    if not account.claimed.before_court:
        return
    account.ahead.append(account.facts.as_of + ONE_DAY)
    follow_up = account.rules.follow_up.applied(account.facts.as_of)
    earliest = add(account.facts.as_of, follow_up.value)
    if account.claimed.end > earliest:
        return
    account.claimed.end = account.claimed.open_until = earliest
    account.step("limitation.pending_long", account.facts.as_of, follow_up.source, earliest=earliest)


def _rejected(account: Account, action: LegalAction, entry: Entry[ActRule]) -> None:
    """Take in an action that was not granted: it counts only if a new one followed in time and is granted."""
    follow_up = account.rules.follow_up.applied(action.on)
    # The careful count is from date to date; by the other one the term may end a few days later.
    careful = add(action.ended_on, follow_up.value) if action.ended_on else None
    latest = last_day(action.ended_on, follow_up.value) if action.ended_on else None
    followed = action.followed_up_on
    refused = action.follow_up_outcome in (Outcome.REJECTED, Outcome.WITHDRAWN)
    if followed is None or refused or (latest is not None and followed > latest):
        account.step("limitation.rejected", action.on, follow_up.source, on=action.on, term=follow_up.value)
        if action.ended_on is None:
            account.warn("limitation.end_of_action_unknown", follow_up.source, on=action.on, term=follow_up.value)
        if careful is not None and followed is None and careful >= account.facts.as_of:
            account.warn("limitation.follow_up_possible", follow_up.source, until=careful)
        return
    certain = careful is not None and followed <= careful and action.follow_up_outcome is Outcome.GRANTED
    proof = action.proof if certain else Proof.ASSERTED
    reach = account.apply(proof, action.on, partial(_follow_up, account=account, on=action.on, followed=followed))
    if proof is not action.proof and reach is Reach.CLAIMED:
        reach = Reach.UNCERTAIN
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
    longest = account.rules.renewal[track.procedure].applied(on).value
    if not track.renew(on, longest):
        return False
    if track.end < followed:
        # The proceedings themselves kept the interruption alive until the new claim.
        track.end = last_day(followed, track.term)
    return True
