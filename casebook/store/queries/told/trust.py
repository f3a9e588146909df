"""How it is told what was agreed on figures per person, what was marked to be erased, and what was erased."""

from casebook.domain.calendar import ONE_DAY
from casebook.store.actions.erasures import EraseAgain, ErasePerson, MarkErasure, WithdrawErasure
from casebook.store.actions.figures_agreements import AgreeFigures, EndFigures
from casebook.store.actions.readings import RemoveReadings
from casebook.store.queries.told.telling import Said, Scene, Telling, teller, when


@teller
def _agreed(_scene: Scene, command: AgreeFigures) -> Telling:
    said: list[Said] = [("figures.agree", {}), ("told.word", {"word": command.agreed_with})]
    said += [("told.on", {"on": command.from_on}), *when("told.until", on=command.until_on)]
    return Telling(said, command.reference)


@teller
def _ended(_scene: Scene, command: EndFigures) -> Telling:
    return Telling([("figures.end", {}), ("told.until", {"on": command.until_on})])


@teller
def _marked(scene: Scene, command: MarkErasure) -> Telling:
    party = scene.party(command.party_id)
    said: list[Said] = [("told.erasure_marked", {"party": party}), ("told.word", {"word": command.ground})]
    return Telling(said, command.reason)


@teller
def _withdrawn(_scene: Scene, command: WithdrawErasure) -> Telling:
    return Telling([("told.erasure_withdrawn", {})], command.reason)


@teller
def _erased(_scene: Scene, _command: ErasePerson) -> Telling:
    return Telling([("told.person_erased", {})])


@teller
def _readings_removed(_scene: Scene, command: RemoveReadings) -> Telling:
    return Telling([("readings.remove", {}), ("told.until", {"on": command.before - ONE_DAY})])


@teller
def _erased_again(_scene: Scene, command: EraseAgain) -> Telling:
    return Telling([("told.person_erased_again", {"on": command.on_day})])
