"""Lists of open items: each row an item with everything typed, or the reason why it does not come in."""

import re
from array import array
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from casebook.domain.capacity import Capacity
from casebook.domain.default import Agreed
from casebook.domain.limitation.facts import IN_ORDER, UNKNOWN_KIND
from casebook.domain.money import Cents
from casebook.domain.parameters import Value
from casebook.domain.receivable import Item, ItemDebtor
from casebook.errors import InputError
from casebook.exchange.parties import PARTY_KINDS
from casebook.exchange.profile import DAY_FIELDS, DEBTOR_FIELDS, VAT_FIELDS, KindRule, Profile, Receivables
from casebook.exchange.reason import Reason, refused
from casebook.exchange.receivable_vat import vat_parts
from casebook.exchange.sheets import Cells, open_sheet
from casebook.exchange.sheets.cells import LONGEST_NOTE
from casebook.exchange.sheets.values import shown
from casebook.words import LANGUAGES

_MOST_REMEMBERED = 5_000
_COUNTRY = re.compile(r"[A-Z]{2}")


def read(path: Path, profile: Profile) -> Iterator[Item | Reason]:
    """Return each row of the list in the order of the file, as an item or as the reason why it is none.

    Raises `InputError` where the file cannot be read (further) at all, or has not the columns that the profile names:
    at the first row, or at the line where the file breaks off.
    """
    if profile.receivables is None:
        raise InputError("import.profile.no_receivables", name=profile.name)
    rows = open_sheet(path, profile.file)
    _, titles = next(rows)
    reading = _Reading(profile, profile.receivables, Cells(profile.receivables.section, profile.file, titles, path))
    for line, cells in rows:
        try:
            yield reading.row(line, cells)
        except InputError as error:
            yield refused(line, error)


class _Reading:
    """The reading of one list: the rules of its profile, and what was seen before."""

    def __init__(self, profile: Profile, rules: Receivables, cells: Cells) -> None:
        self._profile, self._rules, self._cells = profile, rules, cells
        self._skips = [(cells.index(rule.column), rule) for rule in rules.skips]
        self._debtors: dict[tuple[str, ...], ItemDebtor] = {}
        self._debtor_fields = tuple(name for name in DEBTOR_FIELDS if name in cells.columns)
        self._day_fields = [(field, name) for field, name in DAY_FIELDS.items() if field in cells.columns]
        self._tells_vat = any(field in cells.columns for field in VAT_FIELDS)
        self._kinds: dict[tuple[str | None, Capacity | None], tuple[int | None, KindRule]] = {}
        self._seen = _Seen()

    def row(self, line: int, row: list[str]) -> Item | Reason:
        """Return one row; raises `InputError` where it is refused."""
        cells, rules = self._cells, self._rules
        cells.take(row)
        for index, rule in self._skips:
            found = cells.at(index)
            if (found or "").casefold() in rule.equals:
                code = "import.row.rule" if found else "import.row.rule_empty"
                left_out = {"column": rule.column, "found": shown(found or ""), "why": rule.why}
                return Reason(line, code, left_out, skipped=True)
        self._check_currency()
        amount = cells.optional_signed("amount")
        if amount is None:
            raise cells.missing("amount")
        if amount < 0 and rules.credit_notes_skipped:
            parameters: dict[str, Value] = {"column": cells.columns["amount"], "amount": amount}
            return Reason(line, "import.row.credit_note_skipped", parameters, skipped=True)
        item = self._item(line, amount)
        return self._repeated(item) or item

    def _check_currency(self) -> None:
        if self._profile.currency_fixed:
            return
        currency = self._cells.text("currency")
        if currency.casefold() not in self._profile.euro:
            raise self._cells.wrong("currency", "import.row.currency", found=shown(currency))

    def _item(self, line: int, amount: Cents) -> Item:
        cells, rules = self._cells, self._rules
        word = cells.optional_word("capacity", _CAPACITIES)
        capacity = _CAPACITIES[word] if word else rules.capacity
        product_group = cells.optional_text("product_group")
        kind_rule, kind = self._kind(product_group, capacity)
        agreed = cells.optional_word("agreed", _AGREEMENTS)
        item = Item(
            line=line,
            creditor=cells.optional_text("creditor") or self._profile.creditor or cells.text("creditor"),
            debtor=self._debtor(),
            invoice_number=cells.text("invoice_number"),
            invoice_on=cells.day("invoice_on"),
            due_on=cells.day("due_on"),
            amount=amount,
            open_amount=cells.optional_amount("open_amount"),
            paid_amount=cells.optional_amount("paid_amount"),
            settled_on=cells.optional_day("settled_on"),
            product_group=product_group,
            disputed=cells.optional_flag("disputed"),
            capacity=capacity,
            kind=kind.kind,
            kind_rule=kind_rule,
            agreed=_AGREEMENTS[agreed] if agreed else kind.agreed or rules.agreed,
            supplied_from=cells.optional_day("supplied_from"),
            supplied_until=cells.optional_day("supplied_until"),
            order=cells.optional_text("order"),
            description=cells.optional_text("description", LONGEST_NOTE),
            days=self._days(),
            law=self._law(),
        )
        if self._tells_vat:
            item = replace(item, vat=vat_parts(cells, amount, item.invoice_on))
        self._check(item)
        return item

    def _days(self) -> tuple[tuple[str, date], ...]:
        """Return the days that a term may run from, by their names; none where the list has no such columns."""
        cells = self._cells
        days = {name: day for field, name in self._day_fields if (day := cells.optional_day(field)) is not None}
        if days:
            for first, second in IN_ORDER:
                if first in days and second in days and days[second] < days[first]:
                    raise cells.wrong(second, "import.row.before", day=days[second], other=days[first])
        return tuple(days.items())

    def _law(self) -> str | None:
        law = (self._cells.optional_text("law") or "").upper()
        if law and not _COUNTRY.fullmatch(law):
            raise self._cells.wrong("law", "import.row.law", found=shown(law))
        return law or None

    def _check(self, item: Item) -> None:
        """Refuse an item whose facts cannot be true together."""
        wrong = self._cells.wrong
        if item.amount < 0:
            raise wrong("amount", "import.row.credit_note", amount=item.amount)
        if not item.amount:
            raise wrong("amount", "import.row.nothing")
        if item.due_on < item.invoice_on:
            raise wrong("due_on", "import.row.due_before_invoice", due_on=item.due_on, invoice_on=item.invoice_on)
        if item.supplied_from and item.supplied_until and item.supplied_until < item.supplied_from:
            raise wrong("supplied_until", "import.row.before", day=item.supplied_until, other=item.supplied_from)
        for name, part in (("open_amount", item.open_amount), ("paid_amount", item.paid_amount)):
            if part is not None and part > item.amount:
                raise wrong(name, "import.row.more_than_amount", part=part, amount=item.amount)

    def _kind(self, product_group: str | None, capacity: Capacity | None) -> tuple[int | None, KindRule]:
        """Return the first rule that fits with its number; without one the kind is unknown."""
        asked = (product_group, capacity)
        if asked not in self._kinds:
            if len(self._kinds) >= _MOST_REMEMBERED:
                self._kinds.clear()
            fitting = ((i, rule) for i, rule in enumerate(self._rules.kinds) if rule.fits(product_group, capacity))
            self._kinds[asked] = next(fitting, (None, _NO_RULE))
        return self._kinds[asked]

    def _debtor(self) -> ItemDebtor:
        """Return the debtor; many rows in a row have the same one."""
        asked = tuple(map(self._cells.raw, self._debtor_fields))
        debtor = self._debtors.get(asked)
        if debtor is None:
            if len(self._debtors) >= _MOST_REMEMBERED:
                self._debtors.clear()
            debtor = self._debtors[asked] = self._new_debtor()
        return debtor

    def _new_debtor(self) -> ItemDebtor:
        cells, rules = self._cells, self._rules
        number = cells.text("debtor_number")
        language = (cells.optional_text("language") or "").casefold()
        return ItemDebtor(
            number=number,
            name=cells.optional_text("debtor_name") or number,
            party_kind=cells.optional_word("party_kind", PARTY_KINDS) or rules.party_kind,
            kvk=cells.optional_text("kvk"),
            btw_id=cells.optional_text("btw_id"),
            birth_date=cells.optional_day("birth_date"),
            email=cells.optional_text("email"),
            phone=cells.optional_text("phone"),
            street=cells.optional_text("street"),
            house_number=cells.optional_text("house_number"),
            postcode=cells.optional_text("postcode"),
            city=cells.optional_text("city"),
            country=cells.optional_text("country") or rules.country,
            language=language if language in LANGUAGES else rules.language,
        )

    def _repeated(self, item: Item) -> Reason | None:
        """Return the reason where the invoice was in the list before: with the same facts, or with other ones."""
        facts = (item.debtor, item.invoice_on, item.due_on, item.amount, item.open_amount, item.paid_amount)
        other = (item.settled_on, item.product_group, item.disputed, item.capacity, item.agreed)
        more = (item.supplied_from, item.supplied_until, item.order, item.description, item.days, item.law, item.vat)
        first = self._seen.add((item.creditor, item.invoice_number), (facts, other, more), item.line)
        if first is None:
            return None
        line, same = first
        parameters: dict[str, Value] = {
            "column": self._cells.columns["invoice_number"],
            "found": item.invoice_number,
            "first": line,
        }
        return Reason(item.line, "import.row.duplicate" if same else "import.row.invoice_twice", parameters, same)


class _Seen:
    """Which keys were seen, with what content and on which line: 16 bytes each, and a third of the places empty.

    A table of hashes with open addressing; a dictionary would take seven times the memory.
    """

    def __init__(self) -> None:
        self._size, self._count = 1024, 0
        self._make()

    def _make(self) -> None:
        self._keys = array("Q", bytes(8 * self._size))
        self._contents = array("I", bytes(4 * self._size))
        self._lines = array("I", bytes(4 * self._size))

    def add(self, key: tuple[str, ...], content: object, line: int) -> tuple[int, bool] | None:
        """Return the line on which the key was first, and whether its content was the same; None where it is new."""
        number = (hash(key) & 0xFFFF_FFFF_FFFF_FFFF) or 1
        digest = hash(content) & 0xFFFF_FFFF
        at = self._place(number)
        if self._keys[at]:
            return self._lines[at], self._contents[at] == digest
        self._keys[at], self._contents[at], self._lines[at] = number, digest, line
        self._count += 1
        if self._count * 3 > self._size * 2:
            self._grow()
        return None

    def _place(self, number: int) -> int:
        keys, last = self._keys, self._size - 1
        at = number & last
        while keys[at] and keys[at] != number:
            at = (at + 1) & last
        return at

    def _grow(self) -> None:
        keys, contents, lines = self._keys, self._contents, self._lines
        self._size *= 2
        self._make()
        for number, content, line in zip(keys, contents, lines, strict=True):
            if number:
                at = self._place(number)
                self._keys[at], self._contents[at], self._lines[at] = number, content, line


_CAPACITIES = {word.value: word for word in Capacity}
_AGREEMENTS = {word.value: word for word in Agreed}
_NO_RULE = KindRule(UNKNOWN_KIND, "")
