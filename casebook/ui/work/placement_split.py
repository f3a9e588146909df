"""Trying another agency on a part of a batch: who, how much, and by which lot, and what the lot came to."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

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


async def by_lot(desk: Desk, batch: MakePlacementBatch, wanted: Sequence[PreparePlacement]) -> list[PreparePlacement]:
    """Return placements as the lot of their batch has them; without a challenger, as they are."""
    if batch.challenger_id is None or batch.share_percent is None or batch.seed is None:
        return list(wanted)
    ids = [one.case_id for one in wanted]
    arms = await desk.read(drawn, ids, batch.share_percent, batch.seed, desk.day)
    agencies = {Arm.CHAMPION: batch.champion_id, Arm.CHALLENGER: batch.challenger_id}
    return [
        replace(one, collector_id=agencies[arms[one.case_id]], arm=arms[one.case_id]) if one.case_id in arms else one
        for one in wanted
    ]


def told(
    desk: Desk, placed: Sequence[PreparePlacement], cases: Sequence[MarkedCase], known: Sequence[AgencyRow]
) -> list[Line]:
    """Return which cases the lot gave to whom."""
    names: Mapping[int, str] = {one.id: clean_line(one.name) for one in known}
    by_case = {one.case_id: one for one in cases}
    lines: list[Line] = []
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
