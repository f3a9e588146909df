"""How it is told what leads are late with."""

from casebook.store.queries.lead_duties import LeadDuties
from casebook.text import clean_line
from casebook.ui.desk import Desk


def duties_said(duties: LeadDuties, desk: Desk) -> str:
    """Return one line about a late review and the month that was left open longest, empty where nothing is late."""
    said = []
    if duties.review_since is not None:
        days = (desk.day - duties.review_since).days
        said.append(f"{desk.say('place.review')}: {desk.say('review.late', count=days)}")
    if duties.months:
        first, *others = duties.months
        count = 1 + len({one.code for one in others} - {first.code})
        said.append(desk.say("closing.left_open", count=count, until=first.until_on, code=clean_line(first.code)))
    return " · ".join(said)
