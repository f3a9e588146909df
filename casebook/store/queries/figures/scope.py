"""Which cases a figure is of, and of which days."""

from datetime import date
from typing import NamedTuple

from casebook.domain.figures.catalogue import Asked, Figure
from casebook.domain.figures.period import Period
from casebook.store.queries.listing import Part, all_of

# Who is in several teams counts for the one that was made first, so that what teams have adds up.
TEAM_OF = """
    SELECT person_id, min(team_id) AS team_id FROM team_member
    WHERE from_on <= ? AND (until_on IS NULL OR until_on >= ?) GROUP BY person_id
"""
_TEAM = f"""
    f.case_id IN (SELECT n.case_id FROM case_now n LEFT JOIN ({TEAM_OF}) m ON m.person_id = n.owner_person_id
                  WHERE n.owner_team_id = ? OR m.team_id = ?)
"""  # noqa: S608 our own text
_SEGMENT = "f.case_id IN (SELECT n.case_id FROM case_now n WHERE n.segment = ?)"
_ROUTE = """
    f.case_id IN (SELECT t.case_id FROM track t
                  WHERE t.kind = ? AND t.opened_on <= ? AND (t.closed_on IS NULL OR t.closed_on >= ?))
"""
_ENTITY = "f.case_id IN (SELECT k.case_id FROM claim k WHERE k.creditor_id = ?)"


class Scope(NamedTuple):
    """The period, the day on which one looks, and of which team, segment, route and entity the cases are; None for all.

    A case has a route if that went on in it at any time in the period. `viewer_id` is who looks, None for a report to
    several: figures per person are shown to him as far as that was agreed.
    """

    period: Period
    day: date
    team_id: int | None = None
    segment: str | None = None
    route: str | None = None
    creditor_id: int | None = None
    viewer_id: int | None = None

    @property
    def before(self) -> "Scope":
        """The same cases in the period before."""
        return self._replace(period=self.period.before)

    def of(self, figure: Figure) -> "Scope":
        """The same for a figure that is only known as of today."""
        if figure.asked is not Asked.TODAY:
            return self
        period = self.period._replace(since=self.day, until=self.day, ends=self.day)
        return self._replace(period=period)

    def cases(self, *, entity: bool) -> Part:
        """Return the condition on facts `f`; without `entity` that is not asked of the case but was of each claim."""
        found = []
        if self.team_id is not None:
            found.append(Part(_TEAM, (self.day, self.day, self.team_id, self.team_id)))
        if self.segment is not None:
            found.append(Part(_SEGMENT, (self.segment,)))
        if self.route is not None:
            found.append(Part(_ROUTE, (self.route, self.period.until, self.period.since)))
        if self.creditor_id is not None and entity:
            found.append(Part(_ENTITY, (self.creditor_id,)))
        return all_of(found)
