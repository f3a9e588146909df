"""What the overview says of a case beside its core: a module for each subject, which reads and tells it in one go."""

from collections.abc import Callable

from casebook.store.database import Database
from casebook.store.queries.case import CaseCard
from casebook.ui.case_tabs.about import (
    administration,
    approvals,
    arrangements,
    assessment,
    care,
    contact_blocks,
    contra,
    debtor,
    disputes,
    documents,
    insurance,
    letters,
    promises,
    provision,
    relation,
    reminders,
    service,
    tags,
)
from casebook.ui.desk import Desk
from casebook.ui.prose import Line

Telling = Callable[[Database, CaseCard, Desk], list[Line]]

# In the order in which they are shown; what says nothing takes no room.
PARTS: tuple[Telling, ...] = (
    tags.tell,
    approvals.tell,
    assessment.assessed,
    assessment.evidence,
    promises.tell,
    arrangements.tell,
    disputes.tell,
    reminders.tell,
    letters.tell,
    service.tell,
    debtor.tell,
    administration.tell,
    contact_blocks.tell,
    care.tell,
    contra.tell,
    insurance.tell,
    relation.tell,
    documents.tell,
)
# Below who the debtor is and how he is reached.
BELOW: tuple[Telling, ...] = (relation.known, provision.tell)
# What opens from the overview as a page: its name, its key, and what it says.
PAGES: tuple[tuple[str, str, Telling], ...] = (
    ("assessments", "a", assessment.past),
    ("finance_evidence", "f", assessment.all_evidence),
    ("requests", "k", care.all_requests),
    ("insurance", "v", insurance.steps),
    ("relation", "r", relation.page),
)
