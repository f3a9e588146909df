"""The end of one clock, with the reasons: `limitation(facts, rules)`."""

from datetime import date
from functools import lru_cache

from casebook.domain.calendar import add, last_day
from casebook.domain.dated import Entry
from casebook.domain.finding import HOUSE_RULE, Finding
from casebook.domain.limitation.abstain import abstained
from casebook.domain.limitation.account import Account
from casebook.domain.limitation.acts import take_act
from casebook.domain.limitation.answer import Limitation, Status
from casebook.domain.limitation.conclusion import conclude
from casebook.domain.limitation.court import JUDGMENT, Judgment, still_before_court, take_judgment, take_legal_action
from casebook.domain.limitation.facts import DUTCH_LAW, Act, Extension, Insolvency, LegalAction, LimitationFacts
from casebook.domain.limitation.grounds import take_ground
from casebook.domain.limitation.order import Happening, days_of, in_order
from casebook.domain.limitation.rules import KindRule, LimitationRules, Longest
from casebook.domain.limitation.track import Track

# Days that may lie ahead without anything having to happen on them.
_AGREED_DAYS = ("due_on", "called_against", "from")
# Most claims have no events, and many begin on the same day: so many answers are remembered, some 2 kB each.
_REMEMBERED = 1 << 12


def limitation(
    facts: LimitationFacts, rules: LimitationRules, main: Finding[Limitation] | None = None
) -> Finding[Limitation]:
    """Return when a claim lapses: from the proven events (safe) and from all that are not void (claimed).

    `main` is the finding of the claim this one ends with, where it is known already; else `facts.main` is found
    first. Abstains, with the earliest ends by rule, where the kind is unknown, a needed day is missing, days
    contradict each other or another law governs. Terms of years are never moved by weekends (Atw art. 4).
    BW 3:306 and following; Awb 4:104 and following for public debts; Fw 36, 230 and 313 for insolvency.
    """
    if main is None and facts.main is None and not facts.events:
        return _without_events(facts.kind, facts.as_of, tuple(facts.days.items()), facts.law, rules)
    return _found(facts, rules, main)


@lru_cache(_REMEMBERED)
def _without_events(
    kind: str, as_of: date, days: tuple[tuple[str, date], ...], law: str, rules: LimitationRules
) -> Finding[Limitation]:
    return _found(LimitationFacts(kind, as_of, dict(days), law=law), rules, None)


def _found(facts: LimitationFacts, rules: LimitationRules, main: Finding[Limitation] | None) -> Finding[Limitation]:
    if facts.law != DUTCH_LAW:
        return abstained(facts, rules, "limitation.foreign_law", law=facts.law)
    if facts.kind not in rules.kinds:
        return abstained(facts, rules, "limitation.unknown_kind" if facts.days else "limitation.nothing_known")
    rule = rules.kinds[facts.kind].applied(facts.as_of).value
    start = next((name for name in rule.starts if name in facts.days), None)
    longest = rule.longest if rule.longest and rule.longest.start in facts.days else None
    begins = longest.start if longest else start
    if begins is None or (start is None and not rule.start_optional):
        names = (*rule.starts, rule.longest.start) if rule.start_optional and rule.longest else rule.starts
        return abstained(facts, rules, "limitation.day_missing", names=names, count=len(names), kind=facts.kind)
    if start is not None and facts.days[start] < facts.days[begins]:
        return abstained(facts, rules, "limitation.days_contradict", first=begins, second=start)
    if main is None and facts.main is not None:
        main = limitation(facts.main, rules)
    return _Reckoning(facts, rules, facts.days[begins], start, longest).finding(main)


class _Reckoning:
    """The days one clock begins on, and the way from them to its finding."""

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
        self.begun_on = begun_on
        # Where there is a longest term too, the ordinary one starts later: when the event was known, or called in.
        self.start = start
        self.longest = longest
        self.entry: Entry[KindRule] = rules.kinds[facts.kind].applied(begun_on)

    def finding(self, main: Finding[Limitation] | None) -> Finding[Limitation]:
        """Take in the events in order of their days and conclude."""
        account = self._begin()
        before, after = self._events()
        for happening in before:
            _take(account, happening)
        if self.longest and self.start:
            self._start(account, self.start)
        for happening in after:
            _take(account, happening)
        source = self._move(account) if self.entry.value.moving else None
        still_before_court(account)
        unenforceable = self._end_with_main(account, main.value) if main else False
        if source is not None:
            self._caution_edge(account, source)
        return conclude(account, self.entry, main.value if main else None, unenforceable=unenforceable)

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
        if self.begun_on > self.facts.as_of and self.start not in _AGREED_DAYS:
            account.warn("limitation.not_happened_yet", HOUSE_RULE, on=self.begun_on)
        if rule.longest and not self.longest:
            account.warn("limitation.longest_not_known", rule.longest.source, name=rule.longest.start)
        if len(self.facts.days) > 1:
            self._caution_days(account)
        counted_plainly = add(self.begun_on, rule.term)
        if not self.longest and counted_plainly < last_day(self.begun_on, rule.term):
            account.warn("limitation.watch_the_day_before", entry.source, on=counted_plainly)

    def _caution_days(self, account: Account) -> None:
        """Warn of days that say nothing about this kind of claim; a due date goes with all of them."""
        rule = self.entry.value
        used = {*rule.starts, rule.longest.start if rule.longest else "", "title_on" if rule.moving else "", "due_on"}
        for name in self.facts.days:
            if name not in used:
                account.warn("limitation.day_not_used", HOUSE_RULE, name=name, kind=self.facts.kind)

    def _events(self) -> tuple[list[Happening], list[Happening]]:
        """Return what met only the longest term, and all else; a ground meets the terms of later days too."""
        happenings = in_order(self.facts, moving=self.entry.value.moving)
        if self.longest is None or self.start is None:
            return [], happenings
        began = self.facts.days[self.start]
        early: list[Happening] = []
        later: list[Happening] = []
        for happening in happenings:
            lasting = isinstance(happening, Insolvency | Extension)
            (later if lasting or happening.day > began else early).append(happening)
        return early, later

    def _move(self, account: Account) -> str:
        """Let running interest move on to the day of the question: what is older than its own term falls off.

        Returns the article of that term.
        """
        for track in account.tracks:
            track.roll(self.facts.as_of)
        title_on = self.facts.days.get("title_on")
        source = self.entry.source
        if title_on is not None and title_on <= self.facts.as_of:
            source = self.rules.kinds[self.entry.value.title].applied(title_on).source
        account.step("limitation.edge", self.facts.as_of, source, as_of=self.facts.as_of)
        if title_on is not None and self.begun_on < title_on:
            judgment = self.rules.kinds[JUDGMENT].applied(title_on)
            account.warn("limitation.interest_before_title", judgment.source, on=title_on, term=judgment.value.term)
        return source

    def _caution_edge(self, account: Account, source: str) -> None:
        alive_from = account.safe.since
        if alive_from is None:
            account.warn("limitation.interest_lapsed_with_main", self.entry.value.accessory or HOUSE_RULE)
        elif alive_from > self.begun_on:
            account.warn("limitation.interest_possibly_lapsed", source, on=alive_from)

    def _end_with_main(self, account: Account, main: Limitation) -> bool:
        """End an accessory claim with the main claim, if that lapses first (BW 7:853, 3:312).

        Tells whether it cannot be enforced because the main claim cannot: interest, but not a guarantee.
        """
        moving, source = self.entry.value.moving, self.entry.value.accessory or HOUSE_RULE
        if main.status is Status.ABSTAINED:
            account.warn("limitation.main_unknown", source)
            return False
        if main.status is Status.UNENFORCEABLE:
            if moving:
                account.warn("limitation.interest_follows_main", "Fw 358")
            else:
                account.warn("limitation.main_unenforceable", "Fw 300")
            return moving
        ends, earliest = main.ends, main.not_before
        # Where only the claimed end of the main claim is known, its safe end is no later.
        safe_until = ends.safe_until or ends.claimed_until
        for track, end, not_before in (
            (account.safe, safe_until, earliest.safe_until),
            (account.claimed, ends.claimed_until, earliest.claimed_until),
        ):
            if not_before is not None:
                track.end_with_main(not_before, self.facts.as_of, known=False)
                account.warn("limitation.main_end_open", source, on=not_before)
            elif end is not None:
                track.end_with_main(end, self.facts.as_of, known=True)
        account.step(
            "limitation.not_after_main",
            None,
            source,
            safe_until=safe_until,
            claimed_until=ends.claimed_until,
            safe_earliest=earliest.safe_until,
            claimed_earliest=earliest.claimed_until,
        )
        return False


def _take(account: Account, happening: Happening) -> None:
    """Take in what happened next."""
    for day in days_of(happening):
        if day > account.facts.as_of:
            account.ahead.append(day)
            account.warn("limitation.not_happened_yet", HOUSE_RULE, on=day)
    match happening:
        case Act():
            take_act(account, happening)
        case LegalAction():
            take_legal_action(account, happening)
        case Judgment():
            take_judgment(account, happening)
        case _:
            take_ground(account, happening)
