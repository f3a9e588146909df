"""How it is told what became known of a debtor: a house he moved to, an enquiry, a new case, who else is liable."""

from casebook.store.actions.addresses import ChangeContactPoint, MoveHouse, Place
from casebook.store.actions.enquiries import AnswerAddress, AskAddress
from casebook.store.actions.liabilities import AddLiabilities, ChangeLiability
from casebook.store.actions.newcomers import OpenNewCase
from casebook.store.queries.told.shapes.cases import Liability
from casebook.store.queries.told.shapes.parties import Address, AddressEnquiry, ContactPoint
from casebook.store.queries.told.telling import Said, Scene, Telling, next_action, teller, when, written


@teller
def _moved(scene: Scene, command: MoveHouse) -> Telling:
    party = scene.party(scene.records.get(Address, command.id).party_id)
    said: Said = ("told.moved_house", {"name": party, "on": command.moved_on})
    return Telling([said, *_at(command.place)], written(command.source))


@teller
def _contact_point_changed(scene: Scene, command: ChangeContactPoint) -> Telling:
    value = scene.records.get(ContactPoint, command.id).value
    parts = [part for text in (value, command.person_name, command.best_time) for part in when("told.text", text=text)]
    return Telling([("contact_point.change", {}), *parts])


@teller
def _asked(scene: Scene, command: AskAddress) -> Telling:
    said: Said = ("told.enquiry_asked", {"name": scene.party(command.party_id), "at": command.asked_at})
    return Telling([said, ("told.enquiry_due", {"on": command.answer_due_on})], written(command.note))


@teller
def _answered(scene: Scene, command: AnswerAddress) -> Telling:
    enquiry = scene.records.get(AddressEnquiry, command.id)
    about = {"name": scene.party(enquiry.party_id), "at": enquiry.asked_at, "result": command.result}
    place = _at(command.place) if command.place is not None else []
    return Telling([("told.enquiry_answered", about), *place], written(command.answer))


@teller
def _case_opened(_scene: Scene, command: OpenNewCase) -> Telling:
    said: Said = ("told.debtor_new", {"name": command.facts.name})
    return Telling([said, next_action(command.next_on, command.next_kind)], written(command.next_note))


@teller
def _liable_added(scene: Scene, command: AddLiabilities) -> Telling:
    liable = command.liable
    said: Said = ("told.liable", {"party": scene.party(liable.party_id), "relation": liable.relation})
    return Telling([said, *scene.claims(command.claim_ids)])


@teller
def _liable_changed(scene: Scene, command: ChangeLiability) -> Telling:
    row = scene.records.get(Liability, command.liability_id)
    said: Said = ("told.liable_changed", {"party": scene.party(row.party_id), "relation": row.relation})
    return Telling([said, *scene.claims([row.claim_id])])


def _at(place: Place) -> list[Said]:
    where = " ".join(filter(None, (place.street, place.house_number, place.postcode, place.city)))
    return when("told.text", text=where)
