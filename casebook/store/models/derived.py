"""What follows from the facts, kept so that lists are quick: no version, no log, no guards; `refresh` writes it."""

from datetime import date

from peewee import SQL, BigIntegerField, CompositeKey, DateField, IntegerField, Model, TextField

from casebook.store.models.base import SortedText


class CaseNow(Model):
    """A case as the queue shows it. `owner_person_id` and `owner_team_id` are 0 for none, `by_on` 9999-12-31 for none.

    `band` is 1 to 3, 4 for a small claim that shares a line with others, 9 for a closed case. `amount_rank` is minus
    what is open, so that every order ascends. Right for every day before `holds_until`, under `rule_version`.
    """

    case_id = BigIntegerField(primary_key=True)
    band = IntegerField()
    by_on = DateField()
    amount_rank = BigIntegerField()
    owner_person_id = BigIntegerField()
    owner_team_id = BigIntegerField()
    number = SortedText()
    sort_name = SortedText()
    next_on = DateField()
    why = TextField()
    why_parameters = TextField()
    why_source = TextField()
    tracks = TextField()
    to_lead = IntegerField()
    neglected = IntegerField()
    segment = TextField(constraints=[SQL("DEFAULT ''")])
    rule_version = TextField()
    computed_on = DateField()
    holds_until = DateField(index=True)

    class Meta:
        table_name = "case_now"
        legacy_table_names = False
        indexes = (
            (("band", "by_on", "amount_rank", "case_id"), False),
            (("owner_person_id", "band", "by_on", "amount_rank", "case_id"), False),
            (("owner_team_id", "band", "by_on", "amount_rank", "case_id"), False),
            (("number", "case_id"), False),
            (("sort_name", "case_id"), False),
            (("amount_rank", "case_id"), False),
            (("next_on", "case_id"), False),
            (("tracks", "case_id"), False),
            (("segment", "case_id"), False),
        )


# The few that a lead looks at, in the order of the queue.
for _flag in ("to_lead", "neglected"):
    CaseNow.add_index(
        CaseNow.index(
            CaseNow.band,
            CaseNow.by_on,
            CaseNow.amount_rank,
            CaseNow.case_id,
            name=f"case_now_{_flag}",
            where=SQL(f"{_flag} = 1"),
        )
    )


class Signal(Model):
    """A reason to look at a case: why, by when, and from when it is urgent. The first of a case has `rank` 0."""

    case_id = BigIntegerField()
    rank = IntegerField()
    code = TextField()
    parameters = TextField()
    source = TextField()
    due_on = DateField(null=True)
    red_on = DateField(null=True)

    class Meta:
        table_name = "signal"
        primary_key = CompositeKey("case_id", "rank")


class ClockNow(Model):
    """A clock as the radar shows it; ends that are not known are 9999-12-31 in `safe_rank` and null in the others.

    `listed` is `radar`, `history_missing`, `abstained` or `quiet`. `red_on` is the day from which it is urgent,
    9999-12-31 for never. `told_with`: interest that is saved by what saves the principal, of which no more is said.
    `accepted`: a lead lets it run out. `review_on` is until when its claimed end is relied on, `letter_on` the day of
    a letter whose proof may still come, `no_address`: whom it runs against is found at no address that is known.
    """

    claim_id = BigIntegerField()
    debtor_id = BigIntegerField()
    clock = TextField()
    case_id = BigIntegerField(index=True)
    listed = TextField()
    state = TextField()
    safe_rank = DateField()
    safe_until = DateField(null=True)
    claimed_until = DateField(null=True)
    alive_from = DateField(null=True)
    not_before = DateField(null=True)
    rule = TextField(null=True)
    last_event_on = DateField(null=True)
    last_proof = TextField(null=True)
    open_cents = BigIntegerField()
    holds_until = DateField()
    red_on = DateField(default=date.max, constraints=[SQL("DEFAULT '9999-12-31'")])
    told_with = IntegerField(default=0, constraints=[SQL("DEFAULT 0")])
    accepted = IntegerField(default=0, constraints=[SQL("DEFAULT 0")])
    review_on = DateField(null=True)
    letter_on = DateField(null=True)
    no_address = IntegerField(default=0, constraints=[SQL("DEFAULT 0")])

    class Meta:
        table_name = "clock_now"
        primary_key = CompositeKey("claim_id", "debtor_id", "clock")
        legacy_table_names = False
        indexes = ((("listed", "safe_rank", "claim_id", "debtor_id", "clock"), False),)


class SearchTerm(Model):
    """A word, number or key under which a record is found."""

    term = SortedText()
    kind = TextField()
    record_id = BigIntegerField()

    class Meta:
        table_name = "search_term"
        primary_key = CompositeKey("term", "kind", "record_id")
        legacy_table_names = False
        indexes = ((("kind", "record_id", "term"), False),)
