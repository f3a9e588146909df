"""The form of a letter: only what cannot be worked out, with what is proposed for the rest."""

from dataclasses import replace
from datetime import date
from typing import Any

from casebook.domain.letters.kinds import KEEPS_A_RIGHT, LetterKind, Tone
from casebook.domain.letters.ways import DispatchWay
from casebook.jobs.drafting import Wanted
from casebook.jobs.letter_offer import Offer
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.widgets.fields import ChoiceField, DayField, Field, OptionalDayField
from casebook.ui.work.claim_fields import ClaimsField
from casebook.ui.work.letter_fields import ExtraFields
from casebook.ui.work.letter_lines import tone_said, ways_said
from casebook.words import LANGUAGES

_W = DispatchWay
_WAYS: tuple[tuple[DispatchWay, ...], ...] = (
    (_W.EMAIL,),
    (_W.ORDINARY,),
    (_W.REGISTERED,),
    (_W.REGISTERED, _W.ORDINARY),
    (_W.ORDINARY, _W.EMAIL),
    (_W.REGISTERED, _W.EMAIL),
    (_W.REGISTERED, _W.ORDINARY, _W.EMAIL),
    (_W.BAILIFF,),
    (_W.BAILIFF, _W.REGISTERED),
    (_W.HAND_OVER,),
)
# Who got a letter that was not for him is told nothing of it in words of one's own.
_NOT_MEANT, _IN_WORDS = "not_meant", frozenset({"was_wrong", "holds_now", "corrected_reference"})
# What they are about is open no more.
_ABOUT_PAID = frozenset({LetterKind.THANK_YOU, LetterKind.DISCHARGE, LetterKind.SUSPENSION_LIFTED})


class LetterFields:
    """The fields of a letter, and what is wanted by them.

    `known` is wanted already, `to` is who gets it where he does not owe.
    """

    def __init__(self, desk: Desk, offer: Offer, known: Wanted, to: int | None) -> None:
        self._offer, self._known, self._to = offer, known, to
        self._chosen = known.parties or offer.chosen
        several = to is None and len(offer.owing) > 1
        told = not known.extras.get(_NOT_MEANT)
        self._parties = _parties(desk, offer, self._chosen) if several else None
        self._claims = (
            _claims(desk, offer, known) if told and offer.kind not in _ABOUT_PAID and len(offer.sheets) > 1 else None
        )
        self._last_day = _last_day(desk, offer, known.last_day) if offer.names_last_day else None
        self._tone = _tone(desk, offer, known.tone) if offer.tone is not None else None
        self._ways = ways_field(desk, desk.say("letter_form.proposed"), known.ways)
        self._language = _language(desk, offer, known.language)
        asked = {
            name: one for name, one in offer.asked.items() if name not in _IN_WORDS or not known.extras.get(_NOT_MEANT)
        }
        self._hidden = {name: value for name, value in known.extras.items() if name not in asked}
        self._extras = ExtraFields(desk, asked, {**offer.known.values, **known.extras})

    @property
    def all(self) -> list[Field[Any]]:
        """The fields: what the letter says first, then to whom and how it goes."""
        some = (self._last_day, self._parties, self._claims, self._tone, self._ways, self._language)
        return [*self._extras.fields, *(one for one in some if one is not None)]

    @property
    def wanted(self) -> Wanted:
        """What is wanted. Raises `InputError`."""
        origin = self._offer.known
        return replace(
            self._known,
            parties=self._chosen if self._parties is None else self._parties.value,
            to=self._to,
            claim_ids=self._known.claim_ids if self._claims is None else self._claims.value,
            last_day=self._known.last_day if self._last_day is None else self._last_day.value,
            tone=None if self._tone is None else self._tone.value,
            ways=self._ways.value,
            language=self._language.value,
            extras={**self._hidden, **self._extras.values},
            origin=self._known.origin or origin.origin,
            origin_id=self._known.origin_id or origin.origin_id,
        )


def ways_field(
    desk: Desk, proposed: str, chosen: tuple[DispatchWay, ...] = (), *, mail: bool = True
) -> ChoiceField[tuple[DispatchWay, ...]]:
    """Return the field for the ways in which a letter leaves; `proposed` says what is chosen without a choice."""
    known = [ways for ways in _WAYS if mail or _W.EMAIL not in ways]
    if chosen and chosen not in known:
        known.insert(0, chosen)
    options = [(ways, ways_said(ways, desk)) for ways in known]
    return ChoiceField(desk.say("letter_form.ways"), [((), proposed), *options] if proposed else options, chosen)


def _parties(desk: Desk, offer: Offer, chosen: tuple[int, ...]) -> ChoiceField[tuple[int, ...]]:
    each = [((one.party_id,), f"{clean_line(one.name)} ({desk.say(f'word.{one.what}')})") for one in offer.owing]
    everybody = tuple(one.party_id for one in offer.owing)
    options = [*each, (everybody, desk.say("letter_form.everybody", count=len(everybody)))]
    if chosen not in [ids for ids, _ in options]:
        names = ", ".join(clean_line(one.name) for one in offer.owing if one.party_id in chosen)
        options.insert(0, (chosen, names))
    return ChoiceField(desk.say("letter_form.parties"), options, chosen)


class _LetterClaims(ClaimsField):
    """Claims by their numbers; without any the letter is about all that it may be about."""

    def __init__(self, desk: Desk, offer: Offer, text: str) -> None:
        super().__init__(desk.say("letter_form.claims"), offer.sheets, text)
        keeps = offer.kind in KEEPS_A_RIGHT
        self.editor.placeholder = desk.say("letter_form.all_claims_kept" if keeps else "letter_form.all_claims")


def _claims(desk: Desk, offer: Offer, known: Wanted) -> ClaimsField:
    numbers = [one.number for one in offer.sheets if one.claim_id in known.claim_ids]
    return _LetterClaims(desk, offer, ", ".join(clean_line(number) for number in numbers))


def _last_day(desk: Desk, offer: Offer, known: date | None) -> DayField:
    if offer.needs_last_day:
        return DayField(desk.say("letter_form.last_day"), desk, known or offer.last_day)
    return OptionalDayField(desk.say("letter_form.last_day"), desk, known)


def _tone(desk: Desk, offer: Offer, known: Tone | None) -> ChoiceField[Tone | None]:
    assert offer.tone is not None, "it was asked only where there is one"
    proposed = desk.say("letter_form.tone_proposed", tone=f"tone_{offer.tone.value}")
    each = [(tone, tone_said(tone, desk)) for tone in Tone]
    return ChoiceField[Tone | None](desk.say("letter_form.tone"), [(None, proposed), *each], known)


def _language(desk: Desk, offer: Offer, known: str | None) -> ChoiceField[str | None]:
    proposed = desk.say("letter_form.language_proposed", language=f"language_{offer.language}")
    each = [(one, desk.say(f"word.language_{one}")) for one in LANGUAGES]
    return ChoiceField[str | None](desk.say("letter_form.language"), [(None, proposed), *each], known)
