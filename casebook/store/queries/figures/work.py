"""The figures of work: cases that came and went, contacts, letters, clocks, what teams have, and what is neglected."""

from casebook.domain.figures.catalogue import By
from casebook.store.database import Database
from casebook.store.queries.figures.facts import Stored
from casebook.store.queries.figures.money import days_between
from casebook.store.queries.figures.scope import TEAM_OF, Scope
from casebook.store.queries.listing import Part
from casebook.store.queries.person_figures import figures_per_person

_FLOW = """
    SELECT id AS case_id, {opened} AS row, 'opened' AS part, 1 AS number, 0 AS cents, 0 AS days FROM cases
    WHERE opened_on BETWEEN ? AND ?
    UNION ALL
    SELECT id, {closed}, 'closed', 1, 0, 0 FROM cases WHERE closed_on BETWEEN ? AND ?
"""
_FIRST = """
    SELECT c.id AS case_id, {row} AS row, q.part, CASE WHEN q.part = 'opened' OR c.paid_on IS NOT NULL THEN 1 ELSE 0 END
           AS number, 0 AS cents, CASE q.part WHEN 'paid' THEN COALESCE({days}, 0) ELSE 0 END AS days
    FROM (
        SELECT c.id, c.opened_on, min(p.on_day) AS paid_on FROM cases c
        LEFT JOIN payment p ON p.case_id = c.id AND p.on_day >= c.opened_on AND p.reverses_id IS NULL
          AND NOT EXISTS (SELECT 1 FROM payment r WHERE r.reverses_id = p.id)
        WHERE c.opened_on BETWEEN ? AND ? GROUP BY c.id, c.opened_on
    ) c JOIN case_now n ON n.case_id = c.id CROSS JOIN (SELECT 'opened' AS part UNION ALL SELECT 'paid') q
"""
_CONTACTS = """
    SELECT case_id, {row} AS row,
           CASE WHEN incoming = 1 THEN 'incoming' WHEN outcome IN ('not_reached', 'left_message') THEN 'missed'
                ELSE 'reached' END AS part, 1 AS number, 0 AS cents, 0 AS days
    FROM contact WHERE on_day BETWEEN ? AND ?
"""
# A letter may leave in several ways: it counts once, on the first day.
_LETTERS = """
    SELECT l.case_id, {row} AS row,
           CASE n.state WHEN 'proven' THEN 'proven' WHEN 'returned_undeliverable' THEN 'returned'
                        ELSE 'unproven' END AS part, 1 AS number, 0 AS cents, 0 AS days
    FROM (SELECT letter_id, min(sent_on) AS sent_on FROM dispatch WHERE sent_on IS NOT NULL GROUP BY letter_id) d
    JOIN letter l ON l.id = d.letter_id JOIN letter_now n ON n.letter_id = l.id
    WHERE d.sent_on BETWEEN ? AND ?
"""
# As the review of expiring claims counts them: interest that is told with its principal is no clock of its own.
_CLOCKS = """
    SELECT case_id,
           CASE WHEN state = 'running' AND safe_until IS NOT NULL THEN CAST(safe_until AS TEXT) ELSE state END AS row,
           CASE WHEN claimed_until IS NULL OR claimed_until = safe_until THEN 'proven' ELSE 'gap' END AS part,
           1 AS number, 0 AS cents, 0 AS days
    FROM clock_now WHERE listed = 'radar' AND told_with = 0
"""
_OWNED = f"""
    SELECT n.case_id, n.band, n.next_on, n.neglected, -n.amount_rank AS cents, {{row}} AS row
    FROM case_now n LEFT JOIN ({TEAM_OF}) m ON m.person_id = n.owner_person_id
    WHERE n.band < 9
"""  # noqa: S608 our own text
_LOAD = """
    SELECT o.case_id, o.row, CASE o.band WHEN 1 THEN 'red' WHEN 2 THEN 'due' WHEN 4 THEN 'small'
                                         ELSE 'routine' END AS part, 1 AS number, o.cents, 0 AS days
    FROM ({owned}) o
    UNION ALL
    SELECT o.case_id, o.row, 'overdue', 1, 0, 0 FROM ({owned}) o WHERE o.next_on < ?
"""
_NEGLECTED = """
    SELECT o.case_id, o.row, 'neglected' AS part, 1 AS number, o.cents, 0 AS days FROM ({owned}) o
    WHERE o.neglected = 1
"""
_BY_TEAM = "CAST(COALESCE(NULLIF(n.owner_team_id, 0), m.team_id, 0) AS TEXT)"
_BY_PERSON = "CASE WHEN n.owner_person_id {shown} THEN CAST(n.owner_person_id AS TEXT) ELSE '' END"


def flow(_: Database, scope: Scope, by: By) -> Stored:
    """Return the cases that were opened and closed, by why they were closed or by time."""
    by_time = ("CAST(opened_on AS TEXT)", "CAST(closed_on AS TEXT)")
    opened, closed = by_time if by is By.TIME else ("'opened'", "closed_as")
    period = (scope.period.since, scope.period.until)
    return Stored(_FLOW.replace("{opened}", opened).replace("{closed}", closed), (*period, *period))


def first(database: Database, scope: Scope, by: By) -> Stored:
    """Return the cases that were opened, and after how many days the first money came that did not go back."""
    row = "n.segment" if by is By.SEGMENT else "CAST(c.opened_on AS TEXT)"
    sql = _FIRST.replace("{row}", row).replace("{days}", days_between(database, "c.paid_on", "c.opened_on"))
    return Stored(sql, (scope.period.since, scope.period.until))


def contacts(_: Database, scope: Scope, by: By) -> Stored:
    """Return the contacts there were, by time or by channel."""
    row = "channel" if by is By.CHANNEL else "CAST(on_day AS TEXT)"
    return Stored(_CONTACTS.replace("{row}", row), (scope.period.since, scope.period.until))


def letters(_: Database, scope: Scope, by: By) -> Stored:
    """Return the letters that left, by kind or by time, and how far they are proven by now."""
    row = "l.kind" if by is By.LETTER else "CAST(d.sent_on AS TEXT)"
    return Stored(_LETTERS.replace("{row}", row), (scope.period.since, scope.period.until))


def limitation(_: Database, scope: Scope, by: By) -> Stored:
    """Return the clocks of the radar, by the month in which they safely end, or by what they are else."""
    del scope, by
    return Stored(_CLOCKS, ())


def load(database: Database, scope: Scope, by: By) -> Stored:
    """Return the open cases of today by band, by team, segment or person."""
    owned = _owned(database, scope, by)
    return Stored(_LOAD.replace("{owned}", owned.where), (*owned.parameters, *owned.parameters, scope.day))


def neglected(database: Database, scope: Scope, by: By) -> Stored:
    """Return the neglected cases of today, by team, segment or person."""
    owned = _owned(database, scope, by)
    return Stored(_NEGLECTED.replace("{owned}", owned.where), owned.parameters)


def _owned(database: Database, scope: Scope, by: By) -> Part:
    """Return the open cases with the row in which each counts; whoever may not be shown counts with nobody's name."""
    row = Part("n.segment") if by is By.SEGMENT else Part(_BY_TEAM)
    if by is By.PERSON:
        of_all = figures_per_person(database, scope.viewer_id, scope.day).agreement is not None
        row = Part(
            _BY_PERSON.replace("{shown}", "> 0" if of_all else "= ?"), () if of_all else (scope.viewer_id or -1,)
        )
    return Part(_OWNED.replace("{row}", row.where), (*row.parameters, scope.day, scope.day))
