"""`casebook mandate`: how far each role may decide alone, listed and set."""

from datetime import date
from decimal import Decimal, InvalidOperation

from casebook.cli.opening import Asked, login, opened
from casebook.cli.output import Column, json_text, table, width
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import Cents, from_decimal
from casebook.errors import InputError, Refused
from casebook.format import day as shown_day
from casebook.jobs.mandate_words import limit_said
from casebook.store.actions.approvals import asked_for
from casebook.store.actions.mandates import SetMandate
from casebook.store.database import Database
from casebook.store.mandates import NOTHING, Act
from casebook.store.models.people import Role
from casebook.store.people import actor_for, today
from casebook.store.perform import perform
from casebook.store.queries import choices, mandates
from casebook.store.queries.mandates import MandateLine
from casebook.text import clean_line
from casebook.words import say


def run(asked: Asked) -> int:
    """List or set mandates; returns the exit status 0, raises `CasebookError`."""
    with opened(asked.address) as database:
        return _set(database, asked) if asked.options.subject == "set" else _list(database, asked)


def _set(database: Database, asked: Asked) -> int:
    day = today(database)
    actor = actor_for(database, login(), day)
    command = _command(database, asked, asked.options.since or day)
    try:
        result = perform(database, actor, day, command).result
        code, key = "cli.mandate.was_set", "mandate"
    except Refused as refused:
        if refused.code != "mandate.widens" or not asked.options.ask:
            raise
        result = perform(database, actor, day, asked_for(command, command.reason)).result
        code, key = "cli.mandate.was_asked", "approval"
    print(json_text({key: result}) if asked.options.json else say(code, {}, asked.language))
    return 0


def _command(database: Database, asked: Asked, since: date) -> SetMandate:
    options = asked.options
    given = (options.most, options.count, options.percent)
    if options.limited != any(one is not None for one in given):
        raise InputError("cli.mandate.limits", place="--limited")
    cents = NOTHING.most_cents if options.none else None if options.most is None else _amount(options.most)
    count = None if options.count is None else _count(options.count)
    creditor = None if options.creditor is None else _creditor(database, options.creditor)
    return SetMandate(
        Act(options.act), Role(options.role), cents, count, since, options.percent, creditor, options.reason
    )


def _amount(text: str) -> Cents:
    try:
        amount = Decimal(text)
        if amount.is_finite() and amount >= 0:
            return from_decimal(amount)
    except (InvalidOperation, ValueError):
        pass
    raise InputError("cli.mandate.no_amount", place="--most", value=clean_line(text))


def _count(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= 4:
        return int(text)
    raise InputError("cli.mandate.no_count", place="--count", value=clean_line(text))


def _creditor(database: Database, code: str) -> int:
    known = {one.code: one.creditor_id for one in choices.creditors(database)}
    if code not in known:
        raise Refused("cli.mandate.no_creditor", source=HOUSE_RULE, code=clean_line(code), codes=sorted(known))
    return known[code]


def _list(database: Database, asked: Asked) -> int:
    found = mandates.holding(database, asked.options.on or today(database))
    if asked.options.json:
        print(json_text([_plain(one) for one in found]))
        return 0
    language = asked.language

    def said(code: str) -> str:
        return say(code, {}, language)

    heads = ("act", "role", "limit", "of_creditor", "source", "since")
    columns = [Column(said(f"mandates.{one}"), flexible=one == "limit") for one in heads]
    cells = [
        [
            said(f"word.act_{one.act}"),
            said(f"word.{one.role}"),
            limit_said(one.act, one.limit, language),
            clean_line(one.creditor),
            said(_source(one)),
            shown_day(one.since, language),
        ]
        for one in found
    ]
    print("\n".join(table(columns, cells, width())))
    return 0


def _source(one: MandateLine) -> str:
    if one.is_coming:
        return "mandates.is_coming"
    return "mandates.house" if one.own is None else "mandates.own"


def _plain(one: MandateLine) -> dict[str, object]:
    own, limit = one.own, one.limit
    return {
        "act": one.act,
        "role": one.role,
        "creditor": one.creditor or None,
        "none": limit == NOTHING,
        "most": None if limit.most_cents is None or limit == NOTHING else f"{Decimal(limit.most_cents) / 100:.2f}",
        "count": limit.most_terms,
        "percent": None if limit.most_percent is None else f"{limit.most_percent:f}",
        "from": one.since.isoformat(),
        "source": "house" if own is None else "own",
        "coming": one.is_coming,
        "reason": None if own is None else own.reason,
        "set_by": None if own is None else own.set_by,
        "agreed_by": None if own is None else own.agreed_by,
    }
