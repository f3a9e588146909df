"""How assessments are told, and what happened to evidence of finances."""

from casebook.domain.finance import Result
from casebook.store.actions.assessment import RecordAssessment
from casebook.store.actions.finances import CheckFinance, ReceiveFinance, RequestFinances, RequireFinances, WaiveFinance
from casebook.store.queries.told.shapes.cases import FinanceEvidence
from casebook.store.queries.told.telling import Said, Scene, Telling, teller, when, written


@teller
def _assessed(scene: Scene, command: RecordAssessment) -> Telling:
    scores = {
        "score_beliefs": command.beliefs,
        "score_self_direction": command.self_direction,
        "score_concession": command.concession,
        "score_room": command.room,
    }
    parts: list[Said] = [("told.assessed", {"on": command.assessed_on})]
    if command.party_id is not None:
        parts.append(("told.assessed_with", {"name": scene.party(command.party_id)}))
    parts += [("told.score", {"which": name, "score": score}) for name, score in scores.items() if score is not None]
    if command.why_unpaid is not None:
        parts.append(("told.why_unpaid", {"why": f"unpaid_{command.why_unpaid}"}))
    if command.credit is not None:
        parts.append(("told.credit_check", {"source": command.credit.source}))
    return Telling(parts, written(*(answer.text for answer in command.answers)))


@teller
def _required(_scene: Scene, command: RequireFinances) -> Telling:
    kinds = [f"finance_{kind}" for kind in dict.fromkeys(command.kinds)]
    code = "told.finances_requested" if command.requested else "told.finances_required"
    return Telling([(code, {"kinds": kinds, "by": command.needed_by})])


@teller
def _requested(scene: Scene, command: RequestFinances) -> Telling:
    kinds = [_kind(scene, id_) for id_ in dict.fromkeys(command.finance_evidence_ids)]
    return Telling([("told.finances_requested", {"kinds": kinds, "by": command.needed_by})])


@teller
def _received(scene: Scene, command: ReceiveFinance) -> Telling:
    return Telling([("told.finance_received", {"kind": _kind(scene, command.id), "on": command.received_on})])


@teller
def _checked(scene: Scene, command: CheckFinance) -> Telling:
    enough = command.result is Result.SUFFICIENT
    code = "told.finance_sufficient" if enough else "told.finance_insufficient"
    return Telling(when(code, kind=_kind(scene, command.id)), written(command.text))


@teller
def _waived(scene: Scene, command: WaiveFinance) -> Telling:
    return Telling([("told.finance_waived", {"kind": _kind(scene, command.id)})], written(command.reason))


def _kind(scene: Scene, id_: int) -> str:
    return f"finance_{scene.records.get(FinanceEvidence, id_).kind}"
