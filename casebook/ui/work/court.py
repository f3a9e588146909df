"""What is before a court: a menu of what can be done about it now, and about its titles and measures."""

from collections.abc import Awaitable, Callable, Iterator, Sequence

from casebook.domain.court.facts import MeasureKind, ProceedingKind
from casebook.domain.letters.kinds import LetterKind
from casebook.store import titles_before
from casebook.store.queries import court as queries
from casebook.store.queries.case import CaseCard
from casebook.store.queries.court import CourtPage, MeasureCard, ProceedingCard, TitleCard
from casebook.store.titles_before import TitleBefore
from casebook.text import clean_line
from casebook.ui.case_tabs.court_lines import measure_short, proceeding_short, title_short
from casebook.ui.desk import Desk
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.menu import Entry
from casebook.ui.work import court_advice, court_course, court_measures, court_titles
from casebook.ui.work.debtor_rows import key_at

Act = Callable[[], Awaitable[bool]]


async def court(desk: Desk, card: CaseCard) -> bool:
    """Ask what is done about what is before a court in a case, and do it."""
    page = await desk.read(queries.of_case, card.case_id, desk.day)
    heading = desk.say("court.menu", number=card.number, name=card.name)
    before = await desk.read(titles_before.of_case, card.case_id)
    matters = [*_matters(desk, card, page, heading), *_before(desk, before)]
    entries = [Entry[Act](act, key_at(at), told) for at, (act, told) in enumerate(matters)]
    return await _chosen(desk, Pick(desk, heading, [*entries, *_others(desk, card, page)]))


def _matters(desk: Desk, card: CaseCard, page: CourtPage, heading: str) -> Iterator[tuple[Act, str]]:
    """Yield each proceeding that runs, each title and each measure, with what one does about it."""
    for title in page.titles:
        stage = desk.say(f"word.title_stage_{title.standing.stage}")
        yield (
            _of(desk, heading, _of_title(desk, card, title), title_short(title, desk)),
            (f"{title_short(title, desk)} · {stage}"),
        )
    for proceeding in page.proceedings:
        stage = desk.say(f"word.proceeding_stage_{proceeding.standing.stage}")
        told = proceeding_short(proceeding, desk)
        yield _of(desk, heading, _of_proceeding(desk, card, proceeding), told), f"{told} · {stage}"
    for measure in page.measures:
        if measure.row.ended_on is None:
            told = measure_short(measure, desk)
            yield _measure(desk, measure), told


def _before(desk: Desk, some: Sequence[TitleBefore]) -> Iterator[tuple[Act, str]]:
    """Yield the titles of which nothing more is kept than that a claim is one."""

    def know(one: TitleBefore) -> Act:
        return lambda: court_titles.know(desk, one)

    for one in some:
        yield know(one), desk.say("court.title_before", number=clean_line(one.number))


def _others(desk: Desk, card: CaseCard, page: CourtPage) -> Iterator[Entry[Act]]:
    say = desk.say
    yield Entry[Act](lambda: court_advice.advise(desk, card), "g", say("court.do_advice"))
    yield Entry[Act](lambda: court_course.begin(desk, card, page), "n", say("court.do_begin"))
    yield Entry[Act](
        lambda: court_course.begin(desk, card, page, ProceedingKind.CONSERVATORY), "c", say("court.do_attach")
    )
    yield Entry[Act](lambda: _instruct(desk, card), "b", say("court.do_letter"))
    yield Entry[Act](
        lambda: court_measures.take(desk, card, None, MeasureKind.INTERRUPTION), "i", say("court.do_interrupt")
    )


async def _instruct(desk: Desk, card: CaseCard) -> bool:
    from casebook.ui.work.letters import write

    return await write(desk, card, LetterKind.BAILIFF_INSTRUCTION)


def _of(desk: Desk, heading: str, entries: Iterator[Entry[Act]], about: str) -> Act:
    chosen = list(entries)

    async def act() -> bool:
        return await _chosen(desk, Pick(desk, heading, chosen, about=about))

    return act


def _measure(desk: Desk, measure: MeasureCard) -> Act:
    async def act() -> bool:
        return await court_measures.change(desk, measure)

    return act


async def _chosen(desk: Desk, menu: Pick[Act]) -> bool:
    act = await desk.ask(menu)
    return act is not None and await act()


def _of_proceeding(desk: Desk, card: CaseCard, one: ProceedingCard) -> Iterator[Entry[Act]]:
    say = desk.say
    if not one.standing.over:
        yield Entry[Act](lambda: court_course.happened(desk, one), "g", say("court.do_event"))
        if one.recorded.row.kind is not ProceedingKind.CONSERVATORY:
            yield Entry[Act](lambda: court_titles.record(desk, card, one), "t", say("court.do_title"))
    if court_course.undone(one):
        yield Entry[Act](lambda: court_course.done(desk, one), "d", say("court.do_done"))
    if one.stands:
        yield Entry[Act](lambda: court_course.correct_of(desk, one), "w", say("court.do_correct"))
        yield Entry[Act](lambda: court_course.void_of(desk, one), "v", say("court.do_void"))
    yield Entry[Act](lambda: court_course.change(desk, one), "k", say("court.do_change"))


def _of_title(desk: Desk, card: CaseCard, one: TitleCard) -> Iterator[Entry[Act]]:
    say = desk.say
    if not one.standing.over:
        yield Entry[Act](lambda: court_measures.take(desk, card, one), "m", say("court.do_measure"))
    yield Entry[Act](lambda: court_course.happened_with(desk, one), "g", say("court.do_event"))
    yield Entry[Act](lambda: court_course.correct_of(desk, one), "w", say("court.do_correct"))
    yield Entry[Act](lambda: court_course.void_of(desk, one), "v", say("court.do_void"))
