"""Trying another agency on a part of a batch: who, how much, and by which lot, and what the lot came to."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.placements.facts import Arm
from casebook.errors import Refused
from casebook.store.actions.placements import MakePlacementBatch, PreparePlacement
from casebook.store.queries.agencies import AgencyRow
from casebook.store.queries.comparison import drawn
from casebook.store.queries.marked import MarkedCase
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.prose import EMPTY, Line, head, line
from casebook.ui.widgets.fields import ChoiceField, Field
from casebook.ui.work.letter_fields import NumberField
from casebook.ui.work.placement_tried import refusal, telling

_HALF = 50


class SplitFields:
    """The fields for a challenger, and for his part and the lot where there is one."""

    def __init__(self, desk: Desk, known: Sequence[AgencyRow]) -> None:
        nobody: tuple[int | None, str] = (None, desk.say("placement_split.nobody"))
        others: list[tuple[int | None, str]] = [(one.id, clean_line(one.name)) for one in known]
        self._challenger = ChoiceField[int | None](desk.say("placement_split.challenger"), [nobody, *others], None)
        self._share = NumberField(desk.say("placement_split.share"), str(_HALF), when=self._splits)
        self._seed = NumberField(desk.say("placement_split.seed"), f"{desk.day:%m%d}", when=self._splits)

    @property
    def fields(self) -> list[Field[Any]]:
        """The fields."""
        return [self._challenger, self._share, self._seed]

    def batch(self, name: str, champion_id: int) -> MakePlacementBatch:
        """Return the batch. Raises `Refused` where the challenger is the one that is tried against him."""
        if not self._splits():
            return MakePlacementBatch(name, champion_id)
        if self._challenger.value == champion_id:
            raise Refused("placement_split.same_agency", source=HOUSE_RULE)
        return MakePlacementBatch(name, champion_id, self._challenger.value, self._share.value, self._seed.value)

    def _splits(self) -> bool:
        return self._challenger.value is not None


class Lots(NamedTuple):
    """Placements as the lot of their batch has them, and of how many it was drawn; `seed` is None without one.

    `only_champion` could be placed with him and not with the challenger, so that they are in no arm.
    """

    placements: Sequence[PreparePlacement]
    drawn: int = 0
    only_champion: int = 0
    seed: int | None = None


async def by_lot(desk: Desk, batch: MakePlacementBatch, able: Sequence[PreparePlacement]) -> Lots:
    """Return placements that can be with the champion as the lot of their batch has them; without one, as they are.

    It is drawn over the cases that can be placed with either, so that the share holds over what is placed. A reason
    why the champion may collect without a registration is none for the challenger.
    """
    if batch.challenger_id is None or batch.share_percent is None or batch.seed is None:
        return Lots(able)
    tried = {
        one.case_id: replace(one, collector_id=batch.challenger_id, arm=Arm.CHALLENGER, unregistered="") for one in able
    }
    either = [
        one.case_id for one in telling(desk, able) if await refusal(desk, replace(tried[one.case_id], arm=None)) is None
    ]
    arms = await desk.read(drawn, either, batch.share_percent, batch.seed, desk.day)
    by_arm = {
        Arm.CHAMPION: {one.case_id: replace(one, arm=Arm.CHAMPION) for one in able},
        Arm.CHALLENGER: tried,
    }
    lots = [by_arm[arms[one.case_id]][one.case_id] if one.case_id in arms else one for one in able]
    return Lots(lots, len(arms), len(able) - len(either), batch.seed)


def told(
    desk: Desk,
    lots: Lots,
    placed: Sequence[PreparePlacement],
    cases: Sequence[MarkedCase],
    known: Sequence[AgencyRow],
) -> list[Line]:
    """Return of how many cases by which lot was drawn, and which it gave to whom."""
    names: Mapping[int, str] = {one.id: clean_line(one.name) for one in known}
    by_case = {one.case_id: one for one in cases}
    lines = [line(desk.say("placement_split.drawn", count=lots.drawn, of=len(cases), seed=lots.seed))]
    if lots.only_champion:
        lines.append(line(desk.say("placement_split.only_champion", count=lots.only_champion)))
    lines.append(EMPTY)
    for arm in Arm:
        own = [one for one in placed if one.arm is arm]
        if own:
            said = desk.say(f"comparison.arm_{arm}", name=names[own[0].collector_id])
            lines.append(head(desk.say("placement_split.to", name=said, count=len(own))))
            lines += [
                line(f"  {clean_line(by_case[one.case_id].number)}  ", clean_line(by_case[one.case_id].name), hang=4)
                for one in own
            ]
            lines.append(EMPTY)
    return lines
