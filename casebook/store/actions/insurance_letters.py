"""The letter that tells a credit insurer of a loss: whether it may leave, and that he was told once it left.

It names the cover by its origin.
"""

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.letters.kept import facts_of
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.proof import NOT_ARRIVED
from casebook.errors import Refused
from casebook.store.actions.arrangement_letters import Matter
from casebook.store.actions.insurance import refuse_uncovered
from casebook.store.letters.leaving import dispatches
from casebook.store.models.insurance import NOTIFIED, Cover, InsuranceAct, InsuranceStep, Policy
from casebook.store.models.letters import Letter, LetterClaim
from casebook.store.transaction import Transaction

ORIGIN = "insurance_cover"


def refuse(tx: Transaction, matter: Matter) -> None:
    """Refuse to tell another than the insurer, of another step than he is told of, or of what he does not cover."""
    cover = _of(tx, matter.letter)
    if cover is None:
        return
    policy = tx.get(Policy, cover.policy_id)
    if matter.letter.addressee_id != policy.insurer_id:
        raise Refused("insurance.other_insurer", source=HOUSE_RULE, number=policy.number)
    if matter.facts.extras.get("insurance_step") not in NOTIFIED:
        raise Refused("insurance.no_step", source=HOUSE_RULE)
    refuse_uncovered(tx, matter.letter.case_id, cover, _claims(tx, matter.letter))


def sent(tx: Transaction, matter: Matter) -> None:
    """Record that the insurer was told of claims by a letter that left, by whichever way it left first."""
    letter, cover = matter.letter, _of(tx, matter.letter)
    if cover is None:
        return
    step = InsuranceStep(str(matter.facts.extras["insurance_step"]))
    told = {one.claim_id for one in _acts(tx, cover.id, step)}
    values = {"case_id": letter.case_id, "cover_id": cover.id, "step": step, "on_day": matter.on_day}
    new = [claim_id for claim_id in _claims(tx, letter) if claim_id not in told]
    tx.add_many(InsuranceAct, [{**values, "claim_id": claim_id, "text": letter.subject} for claim_id in new])


def not_arrived(tx: Transaction, letter: Letter) -> None:
    """Take back that the insurer was told by a letter of which nothing reached him by any of its ways."""
    cover = _of(tx, letter)
    if cover is None or any(one.sent_on and one.returned_as not in NOT_ARRIVED for one in dispatches(tx, letter.id)):
        return
    step = InsuranceStep(str(facts_of(letter.facts).extras["insurance_step"]))
    claims = set(_claims(tx, letter))
    for one in _acts(tx, cover.id, step):
        if one.claim_id in claims and one.text == letter.subject:
            tx.remove(one)


def _of(tx: Transaction, letter: Letter) -> Cover | None:
    if LetterKind(letter.kind) is not LetterKind.INSURER_NOTICE or letter.origin != ORIGIN or letter.origin_id is None:
        return None
    return tx.get(Cover, int(letter.origin_id))


def _claims(tx: Transaction, letter: Letter) -> list[int]:
    return [one.claim_id for one in tx.find(LetterClaim.select().where(LetterClaim.letter_id == letter.id))]


def _acts(tx: Transaction, cover_id: int, step: InsuranceStep) -> list[InsuranceAct]:
    return tx.find(InsuranceAct.select().where(InsuranceAct.cover_id == cover_id, InsuranceAct.step == step))
