"""Contact blocks: placed on a person, on one way or all, and lifted with a reason."""

from datetime import timedelta

import pytest

from casebook.errors import Stale
from casebook.store.actions.contact_blocks import LiftContactBlock, PlaceContactBlock
from casebook.store.actions.representations import Acting, AddRepresentation
from casebook.store.actions.undo import UndoStep, last_step
from casebook.store.models.cases import Channel
from casebook.store.models.parties import RepresentativeRole
from casebook.store.queries import contact_blocks
from tests.store.actions.desk import TODAY, Desk, sound
from tests.store.actions.refusal import refused

WEEK = timedelta(days=7)


def reasons(desk: Desk, days: int = 0) -> list[str]:
    found = contact_blocks.of_party(desk.database, desk.debtor, TODAY + timedelta(days=days))
    return [one.reason for one in found]


def test_a_block_lasts_until_its_day_or_until_it_is_lifted(desk: Desk) -> None:
    first = desk.act(PlaceContactBlock(desk.debtor, "bedreigd", TODAY))
    desk.act(PlaceContactBlock(desk.debtor, "op reis", TODAY, Channel.LETTER, TODAY + WEEK))
    assert (reasons(desk, 7), reasons(desk, 8)) == (["bedreigd", "op reis"], ["bedreigd"])
    refused("given.no_reason", desk.act, LiftContactBlock(first, 1, " "))
    desk.act(LiftContactBlock(first, 1, "uitgepraat"))
    assert reasons(desk) == ["op reis"]
    assert refused("block.lifted", desk.act, LiftContactBlock(first, 2, "nog eens"))["on"] == TODAY
    sound(desk)


def test_a_block_that_is_over_is_neither_placed_nor_lifted(desk: Desk) -> None:
    ended = TODAY - timedelta(days=1)
    refused("block.past", desk.act, PlaceContactBlock(desk.debtor, "oud", TODAY - WEEK, None, ended))
    refused("given.days_order", desk.act, PlaceContactBlock(desk.debtor, "x", TODAY, None, ended))
    refused("given.no_reason", desk.act, PlaceContactBlock(desk.debtor, "", TODAY))
    assert reasons(desk) == []


def test_two_who_lift_the_same_block(desk: Desk) -> None:
    block = desk.act(PlaceContactBlock(desk.debtor, "bedreigd", TODAY))
    desk.act(LiftContactBlock(block, 1, "uitgepraat"))
    with pytest.raises(Stale):
        desk.act(LiftContactBlock(block, 1, "uitgepraat"))


def test_a_block_is_taken_back(desk: Desk) -> None:
    desk.act(PlaceContactBlock(desk.debtor, "bedreigd", TODAY))
    assert desk.actor.person is not None
    step = last_step(desk.database, desk.actor.person)
    assert step is not None
    desk.act(UndoStep(step))
    assert reasons(desk) == []


def test_a_case_shows_the_blocks_of_everybody_it_is_about(desk: Desk) -> None:
    lawyer, stranger = desk.party("mr. De Wit"), desk.party("Iemand")
    desk.act(AddRepresentation(desk.debtor, lawyer, Acting(RepresentativeRole.LAWYER)))
    for party in (desk.debtor, lawyer, stranger):
        desk.act(PlaceContactBlock(party, "x", TODAY, Channel.PHONE))
    found = contact_blocks.of_case(desk.database, desk.case, TODAY)
    assert [one.party_id for one in found] == [desk.debtor, lawyer]
