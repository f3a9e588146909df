"""100,000 limitation findings against the bare date arithmetic they contain, in one run: the ratio counts.

Run by hand: `python tests/benchmarks/limitation.py`. Target: at most 8 times the arithmetic with `datetime` alone.
"""

import random
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from casebook.domain.limitation.clock import limitation
from casebook.domain.limitation.facts import Act, Event, Insolvency, LimitationFacts, Proof
from casebook.law.book import book

FINDINGS, ROUNDS = 100_000, 5
AS_OF = date(2026, 11, 21)
FIRST = date(2015, 1, 1)
ONE_DAY = timedelta(days=1)
RULES = book().limitation


def facts(rng: random.Random) -> LimitationFacts:
    """A claim with none to three events: letters, acknowledgements, part payments and bankruptcies."""
    return LimitationFacts("contract", AS_OF, {"due_on": day(rng)}, tuple(event(rng) for _ in range(rng.randrange(4))))


def day(rng: random.Random) -> date:
    return FIRST + timedelta(days=rng.randrange(4000))


def event(rng: random.Random) -> Event:
    on = day(rng)
    kind = rng.choice(("demand", "acknowledgement", "part_payment", "bankruptcy"))
    if kind == "bankruptcy":
        return Insolvency(kind, on, on + timedelta(days=rng.randrange(900)))
    return Act(kind, on, rng.choice(tuple(Proof)), on)


def with_datetime(eve: date, years: int) -> date:
    start = eve + ONE_DAY
    try:
        return start.replace(year=start.year + years) - ONE_DAY
    except ValueError:
        return start.replace(year=start.year + years, day=28) - ONE_DAY


def with_dateutil(eve: date, years: int) -> date:
    return eve + ONE_DAY + relativedelta(years=years) - ONE_DAY


def findings(all_facts: Sequence[LimitationFacts]) -> None:
    """Find each and keep none, as the nightly pass does."""
    for given in all_facts:
        limitation(given, RULES)


def arithmetic(all_facts: Sequence[LimitationFacts], add_years: Callable[[date, int], date]) -> None:
    """Add the years and months that the findings are made of, and compare, and nothing else."""
    for given in all_facts:
        end = add_years(given.days["due_on"], 5)
        for happened in given.events:
            if isinstance(happened, Insolvency) and happened.until:
                end = max(end, happened.until + relativedelta(months=6))
            else:
                end = max(end, add_years(happened.day, 5))


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main() -> None:
    rng = random.Random(20261121)
    all_facts = [facts(rng) for _ in range(FINDINGS)]
    rounds = [
        (
            seconds(lambda: findings(all_facts)),
            seconds(lambda: arithmetic(all_facts, with_datetime)),
            seconds(lambda: arithmetic(all_facts, with_dateutil)),
        )
        for _ in range(ROUNDS)
    ]
    found, plain, dateutil = (statistics.median(times) for times in zip(*rounds, strict=True))
    events = sum(len(given.events) for given in all_facts) / FINDINGS
    print(f"{FINDINGS:,} findings with {events:.1f} events each, medians of {ROUNDS} rounds")
    print(f"findings                    {found:6.2f} s  {found / FINDINGS * 1e6:6.1f} µs each")
    print(f"their dates, datetime alone {plain:6.2f} s  findings take {found / plain:4.1f} times (at most 8)")
    print(f"their dates, dateutil       {dateutil:6.2f} s  findings take {found / dateutil:4.1f} times")


if __name__ == "__main__":
    main()
