"""The end of one clock, with the reasons: `limitation(facts, rules)`."""

from collections.abc import Sequence
from datetime import date

from casebook.domain.calendar import add, last_day
from casebook.domain.dated import Entry
from casebook.domain.finding import Finding
from casebook.domain.limitation.abstain import abstained, rule_name
from casebook.domain.limitation.account import Account, in_force
from casebook.domain.limitation.acts import take_act
from casebook.domain.limitation.answer import Ends, Limitation, Status
from casebook.domain.limitation.court import Judgment, take_judgment, take_legal_action
from casebook.domain.limitation.facts import (
    Act,
    Event,
    Extension,
    Insolvency,
    LegalAction,
    LimitationFacts,
    Outcome,
    Proof,
)
from casebook.domain.limitation.grounds import take_ground
from casebook.domain.limitation.rules import KindRule, LimitationRules, Longest
from casebook.domain.limitation.track import Track

DUTCH_LAW = "NL"
JUDGMENT = "judgment"
# Days that may lie ahead without anything having to happen on them.
AGREED_DAYS = ("due_on", "called_against", "from")
# Where no article speaks but Casebook's own way of working.
HOUSE_RULE = "Casebook"


def limitation(facts: LimitationFacts, rules: LimitationRules) -> Finding[Limitation]:
    """Return when a claim lapses: from the proven events (safe) and from all that are not void (claimed).

    Abstains, with the earliest ends by rule, where the kind is unknown, a needed day is missing or another law
    governs. Terms of years are never moved by weekends (Atw art. 4). BW 3:306 and following; Awb 4:104 and
    following for public debts; Fw 36, 230 and 313 for insolvency.
    """
    if facts.law != DUTCH_LAW:
        return abstained(facts, rules, "limitation.foreign_law", law=facts.law)
    if facts.kind not in rules.kinds:
        return abstained(facts, rules, "limitation.unknown_kind")
    rule = in_force(rules.kinds[facts.kind], facts.as_of).value
    start = next((name for name in rule.starts if name in facts.days), None)
    longest = rule.longest if rule.longest and rule.longest.start in facts.days else None
    begins = longest.start if longest else start
    if begins is None or (start is None and not rule.start_optional):
        names = (*rule.starts, rule.longest.start) if rule.start_optional and rule.longest else rule.starts
        return abstained(facts, rules, "limitation.day_missing", names=names, count=len(names), kind=facts.kind)
    return _Clock(facts, rules, facts.days[begins], start, longest).finding()


class _Clock:
    """The days one clock begins on, and the account of what happened to it since."""

    def __init__(
        self,
        facts: LimitationFacts,
        rules: LimitationRules,
        begun_on: date,
        start: str | None,
        longest: Longest | None,
    ) -> None:
        self.facts = facts
        self.rules = rules
        # The longest term runs from the event, the ordinary one from the day it was known or called in: later.
        self.begun_on = begun_on
        self.start = start
        self.longest = longest
        self.unenforceable = False
        self.entry: Entry[KindRule] = in_force(rules.kinds[facts.kind], self.begun_on)

    def finding(self) -> Finding[Limitation]:
        """Take in the events in order of their days and conclude."""
        account = self._begin()
        before, after = self._events()
        for event in before:
            _take(account, event)
        if self.longest and self.start:
            self._start(account, self.start)
        for event in after:
            _take(account, event)
        if self.entry.value.moving:
            self._move(account)
        if self.facts.main is not None:
            self._end_with_main(account, self.facts.main)
        return self._conclude(account)

    def _begin(self) -> Account:
        rule = self.entry.value
        term, source, name = rule.term, self.entry.source, self.start
        if self.longest:
            term, source, name = self.longest.term, self.longest.source, self.longest.start
        track = Track(
            eve=self.begun_on,
            end=last_day(self.begun_on, term),
            term=rule.term,
            procedure=rule.procedure,
            insolvency=rule.insolvency,
            since=self.begun_on if rule.moving else None,
        )
        account = Account(self.facts, self.rules, track)
        code = "limitation.lapses_at_the_latest" if self.longest else "limitation.term_begins"
        account.step(code, self.begun_on, source, term=term, start=name, on=self.begun_on)
        self._caution(account)
        return account

    def _start(self, account: Account, start: str) -> None:
        """Begin the ordinary term beside the longest one: the first of the two to end, ends the claim."""
        eve, term = self.facts.days[start], self.entry.value.term
        for track in account.tracks:
            track.end, track.eve = min(track.end, last_day(eve, term)), eve
        account.step("limitation.term_begins", eve, self.entry.source, term=term, start=start, on=eve)

    def _caution(self, account: Account) -> None:
        entry, rule = self.entry, self.entry.value
        account.note(entry)
        if self.begun_on < entry.start:
            account.warn("limitation.older_than_the_rule", entry.source, since=entry.start)
        if self.begun_on > self.facts.as_of and self.start not in AGREED_DAYS:
            account.warn("limitation.not_happened_yet", HOUSE_RULE, on=self.begun_on)
        if rule.longest and not self.longest:
            account.warn("limitation.longest_not_known", rule.longest.source, name=rule.longest.start)
        counted_plainly = add(self.begun_on, rule.term)
        if not self.longest and counted_plainly < last_day(self.begun_on, rule.term):
            account.warn("limitation.watch_the_day_before", entry.source, on=counted_plainly)

    def _events(self) -> tuple[list[Event | Judgment], list[Event | Judgment]]:
        """Return the acts that met only the longest term, and all other events, each in order of their days.

        A ground for prolongation works from 00:00 of its first day (Fw 23), so it comes before an act of that day.
        """
        title_on = self.facts.days.get("title_on")
        titles = [Judgment(title_on)] if self.entry.value.moving and title_on is not None else []
        events: list[Event | Judgment] = [*self.facts.events, *titles, *_judgments(self.facts.events)]
        events.sort(key=lambda event: (event.day, not isinstance(event, Insolvency | Extension)))
        if self.longest is None or self.start is None:
            return [], events
        began = self.facts.days[self.start]
        early: list[Event | Judgment] = []
        later: list[Event | Judgment] = []
        for event in events:
            (early if event.day <= began and not isinstance(event, Insolvency | Extension) else later).append(event)
        return early, later

    def _move(self, account: Account) -> None:
        """Let running interest move on to the day of the question: what is older than its own term falls off."""
        for track in account.tracks:
            track.roll(self.facts.as_of)
        title_on = self.facts.days.get("title_on")
        source = self.entry.source
        if title_on is not None and title_on <= self.facts.as_of:
            source = in_force(self.rules.kinds[self.entry.value.title], title_on).source
        account.step("limitation.edge", self.facts.as_of, source, as_of=self.facts.as_of)
        ends = account.ends()
        if ends.safe_from is not None and ends.safe_from > self.begun_on:
            account.warn("limitation.interest_possibly_lapsed", source, on=ends.safe_from)
        if title_on is not None and self.begun_on < title_on:
            judgment = in_force(self.rules.kinds[JUDGMENT], title_on)
            account.warn("limitation.interest_before_title", judgment.source, on=title_on, term=judgment.value.term)

    def _end_with_main(self, account: Account, main: LimitationFacts) -> None:
        """End an accessory claim with the main claim, if that lapses first (BW 7:853, 3:312)."""
        found = limitation(main, self.rules).value
        source = self.entry.value.accessory or ""
        if found.status is Status.ABSTAINED:
            account.warn("limitation.main_unknown", source)
            return
        if found.status is Status.UNENFORCEABLE:
            self.unenforceable = self.entry.value.moving
            code = "limitation.interest_follows_main" if self.unenforceable else "limitation.main_unenforceable"
            account.warn(code, found.source)
            return
        ends = found.ends
        if found.not_before.safe_until:
            account.warn("limitation.main_end_open", source, on=found.not_before.safe_until)
        for track, end in ((account.safe, ends.safe_until), (account.claimed, ends.claimed_until)):
            if end is not None and end < track.end:
                track.end, track.open_until = end, date.min
                if track.since is not None and end < self.facts.as_of:
                    track.since = None
        account.step(
            "limitation.not_after_main", None, source, safe_until=ends.safe_until, claimed_until=ends.claimed_until
        )

    def _conclude(self, account: Account) -> Finding[Limitation]:
        clean_slate = self._clean_slate(account)
        as_of, ends = self.facts.as_of, account.ends()
        lapsed = ends.safe_until is not None and ends.safe_until < as_of
        gap = lapsed and (ends.claimed_until is None or ends.claimed_until >= as_of)
        status = Status.POSSIBLY_LAPSED if lapsed else Status.RUNNING
        if clean_slate or self.unenforceable:
            status, gap = Status.UNENFORCEABLE, False
        elif gap:
            self._warn_unproven(account, ends)
        elif lapsed:
            account.warn("limitation.legal_review", "BW 3:322; BW 6:131", safe=ends.safe_until)
        if self.entry.value.accessory and self.facts.main is None:
            account.warn("limitation.main_not_given", self.entry.value.accessory)
        value = Limitation(
            status=status,
            ends=ends,
            rule=rule_name(self.facts.kind, self.entry.start),
            source=self.entry.source,
            proof_gap=gap,
            not_before=self._not_before(account, ends),
            moving=self.entry.value.moving,
        )
        return Finding(value, tuple(account.steps), tuple(account.cautions))

    def _warn_unproven(self, account: Account, ends: Ends) -> None:
        """Warn of a safe end that has passed, unless what carries the claim is proceedings still pending."""
        if not any(caution.code == "limitation.action_pending" for caution in account.cautions):
            account.warn("limitation.unproven", HOUSE_RULE, safe=ends.safe_until)

    def _clean_slate(self, account: Account) -> bool:
        """Tell whether a WSNP of the debtor ended with a proven clean slate that covers the claim (Fw 358)."""
        for event in self.facts.events:
            if not isinstance(event, Insolvency) or not event.clean_slate or event.proof is Proof.VOID:
                continue
            if event.until is None or event.until > self.facts.as_of or event.until < self.begun_on:
                continue
            source = in_force(self.rules.clean_slate, event.until).source
            if event.proof is not Proof.PROVEN:
                account.warn("limitation.clean_slate_not_proven", source, until=event.until)
            elif self.begun_on > event.start:
                account.warn("limitation.clean_slate_cover", "Fw 299", start=event.start)
            else:
                account.step("limitation.clean_slate", event.until, source, until=event.until)
                account.warn("limitation.clean_slate_exceptions", "Fw 358 lid 4; Fw 299a; Fw 358a")
                return True
        return False

    def _not_before(self, account: Account, ends: Ends) -> Ends:
        """Return the earliest days on which ends that cannot be known might fall: as if every ground ended today."""
        safe = account.safe.end if ends.safe_until is None else None
        claimed = account.claimed.end if ends.claimed_until is None else None
        earliest = safe or claimed
        if earliest:
            account.warn("limitation.end_not_known_yet", HOUSE_RULE, on=earliest)
        return Ends(safe, claimed)


def _take(account: Account, event: Event | Judgment) -> None:
    """Take in the next event."""
    for day in _days(event):
        if day is not None and day > account.facts.as_of:
            account.warn("limitation.not_happened_yet", HOUSE_RULE, on=day)
    match event:
        case Act():
            take_act(account, event)
        case LegalAction():
            take_legal_action(account, event)
        case Judgment():
            take_judgment(account, event)
        case _:
            take_ground(account, event)


def _judgments(events: Sequence[Event]) -> list[Judgment]:
    """Return the days of judgment of the court claims that were granted."""
    return [
        Judgment(event.ended_on, event)
        for event in events
        if isinstance(event, LegalAction) and event.ended_on and event.outcome is Outcome.GRANTED
    ]


def _days(event: Event | Judgment) -> tuple[date | None, ...]:
    """Return the days of what has happened by the account of an event."""
    match event:
        case Insolvency() | Extension():
            return event.start, event.until
        case LegalAction():
            return event.on, event.ended_on, event.followed_up_on
        case _:
            return (event.day,)
