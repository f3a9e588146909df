"""How the course of a proceeding is told, from the first signal to its end."""

from casebook.domain.money import Cents
from casebook.store.actions.insolvencies import (
    AnnulInsolvency,
    ChangeInsolvency,
    ConfirmInsolvency,
    ConvertInsolvency,
    DismissInsolvency,
    EndInsolvency,
    RecordInsolvency,
    TransferInsolvency,
)
from casebook.store.actions.insolvency_days import RenewInsolvencyDay
from casebook.store.actions.insolvency_events import (
    CorrectInsolvencyEvent,
    RecordInsolvencyEvent,
    VoidInsolvencyEvent,
)
from casebook.store.actions.insolvency_people import AppointPerson, ReleasePerson
from casebook.store.actions.scheme_remission import RemitRest
from casebook.store.queries.told.shapes.parties import Insolvency, InsolvencyEvent, InsolvencyPerson
from casebook.store.queries.told.telling import Said, Scene, Telling, teller, when, written


@teller
def _recorded(scene: Scene, command: RecordInsolvency) -> Telling:
    code = "told.insolvency_recorded" if command.confirmed else "told.insolvency_signalled"
    said: Said = (code, {"name": scene.party(command.party_id), "kind": command.kind})
    parts = [said, *when("told.insolvency_since", on=command.started_on)]
    parts += [_who(one.role, one.name) for one in command.persons]
    return Telling(parts, written(command.note))


@teller
def _confirmed(scene: Scene, command: ConfirmInsolvency) -> Telling:
    parts = [_said(scene, "told.insolvency_confirmed", command.id)]
    return Telling([*parts, *when("told.insolvency_since", on=command.started_on)])


@teller
def _renewed(scene: Scene, command: RenewInsolvencyDay) -> Telling:
    return Telling([_said(scene, "told.insolvency_renewed", command.id)])


@teller
def _dismissed(scene: Scene, command: DismissInsolvency) -> Telling:
    return Telling([_said(scene, "told.insolvency_dismissed", command.id)], written(command.reason))


@teller
def _changed(scene: Scene, command: ChangeInsolvency) -> Telling:
    return Telling([_said(scene, "told.insolvency_changed", command.id)], written(command.reason, command.note))


@teller
def _transferred(scene: Scene, command: TransferInsolvency) -> Telling:
    said = {"court": command.court, "on": command.on_day}
    return Telling([_said(scene, "told.insolvency_transferred", command.id, **said)])


@teller
def _converted(scene: Scene, command: ConvertInsolvency) -> Telling:
    said = {"new": command.kind, "on": command.on_day}
    return Telling([_said(scene, "told.insolvency_converted", command.id, **said)])


@teller
def _ended(scene: Scene, command: EndInsolvency) -> Telling:
    said = {"how": f"insolvency_end_{command.outcome}", "on": command.on_day}
    return Telling([_said(scene, "told.insolvency_ended", command.id, **said)], written(command.text))


@teller
def _remitted(scene: Scene, command: RemitRest) -> Telling:
    remitted = Cents(sum(row["cents"] for row in scene.added("remission")))
    parts = [_said(scene, "told.scheme_remitted", command.id, cents=remitted)]
    if command.vat_route is not None:
        parts.append(("told.plan_vat", {"route": f"vat_{command.vat_route}"}))
    return Telling(parts, written(command.reason))


@teller
def _annulled(scene: Scene, command: AnnulInsolvency) -> Telling:
    said = {"how": f"insolvency_end_{command.outcome}", "on": command.on_day}
    return Telling([_said(scene, "told.insolvency_ended", command.id, **said)], written(command.reason))


@teller
def _appointed(scene: Scene, command: AppointPerson) -> Telling:
    parts = [_said(scene, "told.insolvency_acts", command.id), _who(command.who.role, command.who.name)]
    return Telling([*parts, *when("told.insolvency_since", on=command.who.from_on)])


@teller
def _released(scene: Scene, command: ReleasePerson) -> Telling:
    person = scene.records.get(InsolvencyPerson, command.id)
    said = {"name": person.name, "until": command.until_on}
    return Telling([_said(scene, "told.insolvency_released", person.insolvency_id, **said)])


@teller
def _happened(scene: Scene, command: RecordInsolvencyEvent) -> Telling:
    said = {"event": f"insolvency_event_{command.kind}", "on": command.on_day}
    parts = [_said(scene, "told.insolvency_happened", command.id, **said)]
    return Telling([*parts, *when("told.insolvency_until", until=command.until_on)], written(command.text))


@teller
def _corrected(scene: Scene, command: CorrectInsolvencyEvent) -> Telling:
    was = scene.records.get(InsolvencyEvent, command.insolvency_event_id)
    said = {"event": f"insolvency_event_{was.kind}", "on": command.on_day, "was": was.on_day}
    parts = [_said(scene, "told.insolvency_corrected", was.insolvency_id, **said)]
    return Telling(parts, written(command.reason, command.text))


@teller
def _voided(scene: Scene, command: VoidInsolvencyEvent) -> Telling:
    was = scene.records.get(InsolvencyEvent, command.insolvency_event_id)
    said = {"event": f"insolvency_event_{was.kind}", "on": was.on_day}
    return Telling([_said(scene, "told.insolvency_voided", was.insolvency_id, **said)], written(command.reason))


def _said(scene: Scene, code: str, id_: int, **more: object) -> Said:
    found = scene.records.get(Insolvency, id_)
    return code, {"name": scene.party(found.party_id), "kind": found.kind, **more}


def _who(role: str, name: str) -> Said:
    return "told.insolvency_who", {"role": f"insolvency_role_{role}", "name": name}
