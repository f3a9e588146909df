"""How letters are told: prepared, released, sent, and what is known of their arrival."""

from casebook.domain.money import Cents
from casebook.store.actions.addresses import SetConsent
from casebook.store.actions.dispatch_proof import ProvenDispatch, ReturnedDispatch
from casebook.store.actions.dispatches import (
    BeginDispatch,
    DecideDoubt,
    FailedDispatch,
    MarkDoubt,
    PutBack,
    SentDispatch,
)
from casebook.store.actions.letter_batches import ReleaseLetters
from casebook.store.actions.letters import ChangeWays, OverrideStop, PrepareLetter, ReleaseLetter, WithdrawLetter
from casebook.store.actions.print_batches import BatchPosted, PrintLetters
from casebook.store.queries.told.shapes.letters import Dispatch, Letter, PrintBatch
from casebook.store.queries.told.shapes.parties import ContactPoint
from casebook.store.queries.told.telling import Said, Scene, Telling, teller, when, written


@teller
def _prepared(scene: Scene, command: PrepareLetter) -> Telling:
    parts: list[Said] = []
    for draft in command.letters:
        about = {"letter": f"letter_kind_{draft.kind}", "to": scene.party(draft.addressee_id)}
        parts.append(("told.letter_prepared", about))
    claims = dict.fromkeys(one.claim_id for draft in command.letters for one in draft.claims)
    return Telling([*parts, *scene.claims(claims)])


@teller
def _released(scene: Scene, command: ReleaseLetter) -> Telling:
    return Telling([_letter(scene, "told.letter_released", command.id)])


@teller
def _released_together(scene: Scene, command: ReleaseLetters) -> Telling:
    letters = [scene.records.get(Letter, one.letter_id) for one in command.letters]
    kinds = list(dict.fromkeys(f"letter_kind_{one.kind}" for one in letters))
    asks = Cents(sum(one.asks_cents for one in letters))
    released: Said = ("told.letters_released", {"count": len(letters), "letters": kinds})
    return Telling([released, *when("told.ask_together", cents=asks or None)])


@teller
def _withdrawn(scene: Scene, command: WithdrawLetter) -> Telling:
    return Telling([_letter(scene, "told.letter_withdrawn", command.id)], written(command.reason))


@teller
def _overridden(scene: Scene, command: OverrideStop) -> Telling:
    code, about = _letter(scene, "told.letter_override", command.letter_id)
    return Telling([(code, {**about, "rule": command.rule.replace(".", "_")})], written(command.reason))


@teller
def _ways(scene: Scene, command: ChangeWays) -> Telling:
    code, about = _letter(scene, "told.letter_ways", command.id)
    return Telling([(code, {**about, "ways": [f"way_{way}" for way in command.ways]})])


@teller
def _begun(scene: Scene, command: BeginDispatch) -> Telling:
    return Telling([_dispatch(scene, "told.dispatch_begun", command.dispatch_id)])


@teller
def _put_back(scene: Scene, command: PutBack) -> Telling:
    return Telling([_dispatch(scene, "told.dispatch_put_back", command.dispatch_id)], written(command.because))


@teller
def _in_doubt(scene: Scene, command: MarkDoubt) -> Telling:
    return Telling([_dispatch(scene, "told.dispatch_in_doubt", command.dispatch_id)])


@teller
def _sent(scene: Scene, command: SentDispatch) -> Telling:
    code, about = _dispatch(scene, "told.dispatch_sent", command.dispatch_id)
    tracking = when("told.tracking", number=command.tracking)
    return Telling([(code, {**about, "on": command.on_day}), *tracking], written(command.because))


@teller
def _failed(scene: Scene, command: FailedDispatch) -> Telling:
    return Telling([_dispatch(scene, "told.dispatch_failed", command.dispatch_id)], written(command.because))


@teller
def _decided(scene: Scene, command: DecideDoubt) -> Telling:
    code = "told.dispatch_was_sent" if command.was_sent else "told.dispatch_was_not_sent"
    return Telling([_dispatch(scene, code, command.dispatch_id)], written(command.reason))


@teller
def _returned(scene: Scene, command: ReturnedDispatch) -> Telling:
    back = {"on": command.on_day, "why": f"returned_{command.returned_as}"}
    some = (command.dispatch_id, *command.others)
    return Telling([(code, {**about, **back}) for code, about in (_of_returned(scene, one) for one in some)])


def _of_returned(scene: Scene, dispatch_id: int) -> Said:
    return _dispatch(scene, "told.dispatch_returned", dispatch_id)


@teller
def _proven(scene: Scene, command: ProvenDispatch) -> Telling:
    said = _dispatch(scene, "told.dispatch_proven", command.dispatch_id)
    parts: list[Said] = [said, ("told.grade", {"grade": command.grade}), ("told.received", {"on": command.on_day})]
    return Telling(parts, written(command.reason))


@teller
def _printed(_: Scene, command: PrintLetters) -> Telling:
    return Telling([("told.letters_printed", {"count": len(command.dispatches)})])


@teller
def _posted(scene: Scene, command: BatchPosted) -> Telling:
    about = {"count": scene.records.get(PrintBatch, command.batch_id).letters, "on": command.on_day}
    return Telling([("told.letters_posted", about)], written(command.because))


@teller
def _consent(scene: Scene, command: SetConsent) -> Telling:
    point = scene.records.get(ContactPoint, command.id)
    about = {"value": point.value, "name": scene.party(point.party_id)}
    said = when("told.consent_said_by", name=command.by)
    source = written(command.consent_source)
    if command.consent_on is None:
        return Telling([("told.mail_consent_withdrawn", about), *said], source)
    return Telling([("told.mail_consent", {**about, "on": command.consent_on}), *said], source)


def _letter(scene: Scene, code: str, letter_id: int) -> Said:
    letter = scene.records.get(Letter, letter_id)
    return code, {"letter": f"letter_kind_{letter.kind}", "to": scene.party(letter.addressee_id)}


def _dispatch(scene: Scene, code: str, dispatch_id: int) -> Said:
    dispatch = scene.records.get(Dispatch, dispatch_id)
    said = _letter(scene, code, dispatch.letter_id)
    return code, {**said[1], "way": f"way_{dispatch.way}"}
