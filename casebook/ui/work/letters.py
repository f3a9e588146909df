"""Writing a letter about a case: which one, what only a person can say of it, and then as it will read."""

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from typing import Any

from casebook.domain.letters.fitting import Fit
from casebook.domain.letters.kinds import TO_OTHERS, LetterKind
from casebook.domain.letters.purposes import KINDS, Purpose
from casebook.jobs import letter_offer
from casebook.jobs.drafting import Wanted
from casebook.jobs.letter_offer import Offer, Somebody
from casebook.store.perform import Done
from casebook.store.queries import outbox
from casebook.store.queries.case import CaseCard
from casebook.store.queries.outbox import OutboxRow
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.find import find_party
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.debtor_rows import Another, pick_row
from casebook.ui.work.letter_form import LetterFields
from casebook.ui.work.letter_known import composed_for
from casebook.ui.work.letter_lines import kind_word, waiting_lines
from casebook.ui.work.letter_prepared import Composed, PreparedPage, prepare_read
from casebook.ui.work.letter_settings import letter_settings
from casebook.words import LANGUAGES, say


class LetterForm(Form):
    """The form of a letter: when it is right the letter is shown, and nothing is saved yet."""

    SAVES = "hint.see_letter"


async def letter(desk: Desk, card: CaseCard) -> bool:
    """Ask which letter is written, and prepare it."""
    fits = await desk.read(letter_offer.fits, desk.day, card.case_id)
    heading = f"{desk.say('letters.which')} · {card.number} {clean_line(card.name)}"
    kind = await desk.ask(Pick(desk, heading, list(_entries(fits, desk)), search=True))
    if kind is LetterKind.SET_OFF:
        # What is set off against which claim is chosen there.
        from casebook.ui.work.money import money

        return await money(desk, card)
    if kind is LetterKind.CORRECTIVE:
        return await _correct(desk, card)
    return kind is not None and await write(desk, card, kind)


async def _correct(desk: Desk, card: CaseCard) -> bool:
    """Ask which letter of the case is corrected, and write the letter that does; where it is none of them by hand."""
    from casebook.ui.work.letter_acts import card_of
    from casebook.ui.work.letter_lines import said_of
    from casebook.ui.work.letter_open import correct

    def told(row: OutboxRow) -> str:
        return f"{kind_word(row.kind, desk)} · {clean_line(row.addressee)} · {said_of(row, desk)}"

    left = [row for row in await desk.read(outbox.of_case, card.case_id) if row.sent_on is not None]
    heading = f"{desk.say('outbox.correct')} · {card.number} {clean_line(card.name)}"
    chosen = await pick_row(desk, heading, left, told, desk.say("letters.correct_other"))
    match chosen:
        case None:
            return False
        case Another():
            return await write(desk, card, LetterKind.CORRECTIVE)
        case row:
            return await correct(desk, await card_of(desk, row.letter_id))


async def write(desk: Desk, card: CaseCard, kind: LetterKind, wanted: Wanted | None = None) -> bool:
    """Ask what only a person can say of a letter, show it as it will read, and prepare it; `wanted` is known of it."""
    settings = letter_settings(desk)
    reading = desk.read(letter_offer.offer, desk.day, card.case_id, kind, settings)
    offer = await desk.meanwhile(desk.say("letter_page.composing"), reading)
    to = wanted.to if wanted is not None else None
    if kind in TO_OTHERS and to is None:
        to = await _to(desk, _heading(desk, card, kind), offer)
    if kind in TO_OTHERS and to is None:
        return False
    heading = _heading(desk, card, kind, next((one for one in offer.others if one.party_id == to), None))

    async def compose(asked: Wanted) -> Composed:
        return await desk.read(composed_for, desk, card.case_id, kind, asked)

    async def look(asked: Wanted) -> Done:
        """Write the letter: what is missing or wrong is said in the form."""
        return Done(None, None, await desk.meanwhile(desk.say("letter_page.composing"), compose(asked)))

    typed: Sequence[str] = ()
    while True:
        fields = LetterFields(desk, offer, replace(wanted or Wanted(), settings=settings), to)
        form = _form(desk, heading, fields, look, offer)
        form.begin_with(typed)
        done = await desk.ask(form)
        if done is None:
            return False
        asked, typed = fields.wanted, form.raws
        page = PreparedPage(desk, heading, asked, done.result, compose, offer=offer)
        await desk.ask(page)
        if page.prepares:
            await prepare_read(desk, card, page)
            return True


def _heading(desk: Desk, card: CaseCard, kind: LetterKind, to: Somebody | None = None) -> str:
    """Return what is written about which case; an answer says whom it is to."""
    said = kind_word(kind, desk)
    if kind is LetterKind.TRUSTEE_ANSWER and to is not None:
        said = desk.say("letters.answer_to", role=to.what)
    return f"{_capital(said)} · {card.number} {clean_line(card.name)}"


def _form(
    desk: Desk, heading: str, fields: LetterFields, look: Callable[[Wanted], Coroutine[Any, Any, Done]], offer: Offer
) -> Form:
    about = list(waiting_lines(offer.waiting, desk))
    return LetterForm(desk, heading, fields.all, lambda: fields.wanted, act=look, about=about)


def _entries(fits: Sequence[Fit], desk: Desk) -> Sequence[Entry[LetterKind]]:
    """Return the kinds: those that fit with why, then all others by what they are for."""
    found = [_entry(fit.kind, "+", desk.say(fit.code, **fit.parameters), desk) for fit in fits]
    fitting = {fit.kind for fit in fits}
    for purpose in Purpose:
        found += [
            _entry(kind, "", desk.say(f"letters.for_{purpose}"), desk) for kind in KINDS[purpose] if kind not in fitting
        ]
    return found


def _entry(kind: LetterKind, sign: str, said: str, desk: Desk) -> Entry[LetterKind]:
    # Who reads Dutch may know the English word.
    also = " ".join(say(f"word.letter_kind_{kind}", {}, language) for language in LANGUAGES)
    return Entry(kind, sign, f"{kind_word(kind, desk)} · {said}", also)


async def _to(desk: Desk, heading: str, offer: Offer) -> int | None:
    """Ask who gets a letter that goes to somebody who does not owe."""

    def told(one: Somebody) -> str:
        return f"{clean_line(one.name)} · {desk.say(f'word.{one.what}')}"

    chosen = await pick_row(desk, heading, offer.others, told, desk.say("letters.to_another"))
    match chosen:
        case None:
            return None
        case Another():
            return await find_party(desk, f"{desk.say('letters.to_whom')} · {heading}")
        case one:
            return one.party_id


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
