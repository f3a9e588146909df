"""The rules of limitation as the law book gives them: terms per kind, acts per procedure, prolongation per ground."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from enum import StrEnum

from casebook.domain.calendar import Term
from casebook.domain.dated import Dated


class Effect(StrEnum):
    """What an act does to a running term."""

    INTERRUPTS = "interrupts"
    NONE = "none"
    COURT = "court"
    WAIVES = "waives"


@dataclass(frozen=True, slots=True)
class Longest:
    """A second term that ends the claim in any case, such as twenty years after the event (BW 3:310 lid 1)."""

    term: Term
    start: str
    source: str


@dataclass(frozen=True, slots=True)
class KindRule:
    """How one kind of claim lapses.

    `starts` names the days of the facts from which the term may run, the first one known counts; the term begins
    the day after. With `start_optional` the longest term alone counts while no start is known. `procedure` names
    the acts that interrupt it, `insolvency` the way insolvency works on it, `title` the kind that a granted claim
    becomes. `accessory` is the article by which it ends no later than the main claim. A `moving` claim accrues
    day by day, and every day's part has its own term.
    """

    term: Term
    starts: tuple[str, ...]
    procedure: str
    insolvency: str
    title: str
    longest: Longest | None = None
    start_optional: bool = False
    accessory: str | None = None
    moving: bool = False


@dataclass(frozen=True, slots=True)
class ActRule:
    """What an act does under a procedure.

    `on_receipt`: it works only once the debtor received it. `awaits_answer`: the new term begins only when the
    debtor, an insurer, answers (BW 7:942 lid 2). `proven`: a bailiff draws it up, so it counts as proven unless the
    facts say otherwise. `acknowledges`: by it the debtor acknowledges the claim (BW 3:318). `answers`: it begins the
    new term that awaited it, and does nothing where none did.
    """

    effect: Effect
    on_receipt: bool = False
    awaits_answer: bool = False
    proven: bool = False
    acknowledges: bool = False
    answers: bool = False


@dataclass(frozen=True, slots=True)
class Prolongation:
    """How a ground prolongs a term: to `after` its end if it would end earlier; None: by its whole duration.

    A ground that `endures` is not expected to end: a legal person that ceased to exist.
    """

    after: Term | None
    endures: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class LimitationRules:
    """All rules of limitation, which are the same only as themselves: findings are remembered by them.

    `acts` are by procedure and kind of act, `renewal` is the longest new term by procedure, `follow_up` the term
    for a new claim after one that was not granted, `meant_for_partners` the acts that are meant for the partners too
    when they reach the firm; `insolvency` is by way of working and regime, `extension` by ground; `clean_slate` and
    its exceptions by ground have a source and no value.
    """

    kinds: Mapping[str, Dated[KindRule]]
    acts: Mapping[str, Mapping[str, Dated[ActRule]]]
    renewal: Mapping[str, Dated[Term]]
    follow_up: Dated[Term]
    meant_for_partners: Dated[Set[str]]
    insolvency: Mapping[str, Mapping[str, Dated[Prolongation]]]
    extension: Mapping[str, Dated[Prolongation]]
    clean_slate: Dated[None]
    slate_exception: Mapping[str, Dated[None]]
