"""What has to be so before a service is suspended: whether it is, by which rule, and how sure that rule is."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from casebook.domain.calendar import Term, add
from casebook.domain.dated import Confidence, Dated, Entry
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.service.facts import Prepared, Reminder, Sector, SuspensionRules, SuspensionState

Parameters = Mapping[str, Any]
_OLD_DEBT = "Fw 37b"


class Condition(NamedTuple):
    """A condition by its name: `service.met_<name>` says that it is met, `stop.suspension_<name>` that it is not.

    `by_lead`: where it is not met a lead may let it pass with a reason. `note` is what is uncertain of the rule, by
    language.
    """

    name: str
    met: bool
    parameters: Parameters
    source: str
    confidence: Confidence = Confidence.HIGH
    by_lead: bool = False
    note: Mapping[str, str] = {}


def conditions(
    done: Prepared, now: SuspensionState, rules: Mapping[str, Dated[SuspensionRules]], day: date
) -> tuple[Condition, ...]:
    """Return what has to be so on `day` before a service is suspended, those of its sector first."""
    sector = done.sector or Sector.OTHER
    known = rules.get(sector)
    entry = known.in_force(day) if known else None
    return (*_of_sector(sector, done, now, entry, day), *_of_all(now, counselling=_counselling(entry)))


def unmet(found: Sequence[Condition]) -> tuple[Condition, ...]:
    """Return the conditions that are not met, those that nobody may let pass first."""
    return tuple(sorted((one for one in found if not one.met), key=lambda one: one.by_lead))


def earliest(announced_on: date, notice: Term) -> date:
    """Return the first day on which a suspension may take effect that is announced on a day."""
    return add(announced_on, notice)


def _counselling(entry: Entry[SuspensionRules] | None) -> bool:
    return entry is not None and entry.value.counselling


def _of_sector(
    sector: Sector, done: Prepared, now: SuspensionState, entry: Entry[SuspensionRules] | None, day: date
) -> Iterator[Condition]:
    if entry is None:
        return
    rule, said = entry.value, {"sector": f"service_{sector}"}

    def condition(name: str, parameters: Parameters, *, met: bool, by_lead: bool = False) -> Condition:
        return Condition(name, met, {**said, **parameters}, entry.source, entry.confidence, by_lead, entry.note)

    if rule.reminders:
        count = _counted(done.reminders, rule.reminder_days, day)
        numbers: Parameters = {"count": count, "needed": rule.reminders}
        if rule.reminder_days:
            numbers = {**numbers, "days": rule.reminder_days}
        name = "reminders_days" if rule.reminder_days else "reminders"
        yield condition(name, numbers, met=count >= rule.reminders)
    for wanted, name, on in (
        (rule.contact, "contact", done.contact_on),
        (rule.offer, "offer", done.offered_on),
        (rule.municipality, "municipality", done.municipality_on),
    ):
        if wanted:
            met = on is not None and on <= day
            yield condition(name, {"on": on} if met else {}, met=met)
    if rule.counselling:
        yield condition("counselling", {}, met=not now.counselling)
    if rule.vulnerable:
        if done.medical_on is not None:
            yield condition("medical", {"on": done.medical_on}, met=False)
        else:
            # Somebody may be vulnerable in a way that the supply has nothing to do with.
            yield condition("vulnerable", {}, met=not now.vulnerable, by_lead=True)


def _counted(reminders: Sequence[Reminder], days: int, day: date) -> int:
    """Count the reminders that left so many days to pay: until the next one, or until today, and by their own words."""
    sent = sorted(reminders, key=lambda one: one.sent_on)
    nexts = (*(one.sent_on for one in sent[1:]), day)
    return sum(
        (until - one.sent_on).days >= days and (one.last_day is None or (one.last_day - one.sent_on).days >= days)
        for one, until in zip(sent, nexts, strict=False)
    )


def _of_all(now: SuspensionState, *, counselling: bool) -> Iterator[Condition]:
    """Yield what holds whatever is supplied."""
    if now.owed is not None:
        yield Condition("owed", now.owed > 0, {"amount": now.owed}, HOUSE_RULE)
    yield _none_of("bankrupt", now.old, _OLD_DEBT, by_lead=False)
    if not counselling:
        # No rule of the sector says so: the house does.
        yield Condition("helped", not now.counselling, {}, HOUSE_RULE, by_lead=True)
    yield _none_of("contested", now.contested, HOUSE_RULE, by_lead=True)
    yield _none_of("planned", now.planned, HOUSE_RULE, by_lead=False)


def _none_of(name: str, numbers: tuple[str, ...], source: str, *, by_lead: bool) -> Condition:
    return Condition(name, not numbers, {"numbers": list(numbers)} if numbers else {}, source, by_lead=by_lead)
