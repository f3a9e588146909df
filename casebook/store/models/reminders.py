"""Reminder cycles: which run in a case since when, what became of each step, and what left by itself."""

from peewee import SQL, DateField, TextField

from casebook.domain.reminders.cycle import CycleName
from casebook.store.models.base import Edited, one_of, ref
from casebook.store.models.cases import Case, Contact
from casebook.store.models.letters import Letter


class ReminderRun(Edited):
    """A cycle that runs in a case; `resumed_on` is the day a person last started it, at first or anew."""

    case_id = ref(Case)
    cycle = TextField()
    started_on = DateField()
    resumed_on = DateField()
    ended_on = DateField(null=True)
    ended_because = TextField(default="")

    class Meta:
        table_name = "reminder_run"
        constraints = [
            one_of("cycle", CycleName),
            SQL("CHECK (resumed_on >= started_on)"),
            SQL("CHECK ((ended_on IS NULL) = (ended_because = ''))"),
        ]


class ReminderStep(Edited):
    """A step of a cycle that was taken, by a letter or a contact, or skipped with a reason.

    `last_day` is the last day to pay that its letter gives. `by_itself` is the day on which nobody released its letter:
    the rules did.
    """

    run_id = ref(ReminderRun)
    name = TextField()
    due_on = DateField()
    on_day = DateField()
    last_day = DateField(null=True)
    letter_id = ref(Letter, null=True)
    contact_id = ref(Contact, null=True, index=False)
    skipped_because = TextField(default="")
    by_itself = DateField(null=True)

    class Meta:
        table_name = "reminder_step"
        constraints = [
            SQL(
                "CHECK ((CASE WHEN letter_id IS NULL THEN 0 ELSE 1 END)"
                " + (CASE WHEN contact_id IS NULL THEN 0 ELSE 1 END)"
                " + (CASE WHEN skipped_because = '' THEN 0 ELSE 1 END) = 1)"
            ),
        ]
        indexes = ((("by_itself",), False),)


class SelfRelease(Edited):
    """A letter that nobody released, the rules did on a day.

    Up to `bank_until` every account that it may be paid to was known.
    The gate had nothing to say of it, and nothing in the inbox of the bank could be of its debtor.
    """

    letter_id = ref(Letter)
    on_day = DateField(index=True)
    bank_until = DateField()

    class Meta:
        table_name = "self_release"
