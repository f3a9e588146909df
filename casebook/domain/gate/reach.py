"""Whether a letter can reach the addressee in the ways it is to go, and may: addresses, consent, blocks, language."""

from collections.abc import Iterator

from casebook.domain.capacity import Capacity
from casebook.domain.finding import HOUSE_RULE, NO_PARAMETERS
from casebook.domain.gate.facts import GateFacts
from casebook.domain.gate.outgoing import ANSWERS, HAS_EFFECT, Outgoing
from casebook.domain.gate.rules import GateRules
from casebook.domain.gate.stop import Authority, Severity, Stop
from casebook.domain.letters.ways import POSTAL, DispatchWay

_RECEIPT = "BW 3:37 lid 3"


def address(outgoing: Outgoing, facts: GateFacts, _rules: GateRules) -> Iterator[Stop]:
    """Yield every way that leads nowhere: no address, or one from which something came back."""
    source = _RECEIPT if outgoing.kind in HAS_EFFECT else HOUSE_RULE
    name = {"name": outgoing.letter.addressee.name}
    if not outgoing.ways:
        yield Stop("stop.no_way", name, source)
    for way in outgoing.ways:
        fault = _fault(way, outgoing, facts)
        if fault:
            yield Stop(fault, {**name, "way": f"way_{way}"}, source, way=way)


def interruption_address(outgoing: Outgoing, facts: GateFacts, rules: GateRules) -> Iterator[Stop]:
    """Yield the ways that lead nowhere: they stop a letter that keeps a right only where none leads anywhere."""
    faults = tuple(address(outgoing, facts, rules))
    leads_nowhere = len({fault.way for fault in faults}) == len(set(outgoing.ways)) or not outgoing.ways
    for fault in faults:
        yield fault if leads_nowhere else fault._replace(severity=Severity.WARNS)


def _fault(way: DispatchWay, outgoing: Outgoing, facts: GateFacts) -> str:
    if way in POSTAL:
        if facts.address is None or not facts.address.complete:
            return "stop.no_address"
        return "stop.dead_address" if facts.address.dead else ""
    if way is DispatchWay.EMAIL:
        if not outgoing.mail:
            return "stop.no_mail"
        return "stop.mail_bounced" if facts.bounced_on else ""
    return ""


def consent(outgoing: Outgoing, facts: GateFacts, _rules: GateRules) -> Iterator[Stop]:
    """Yield that a letter that changes what holds goes to a consumer by mail alone, which he did not choose."""
    by_mail_alone = DispatchWay.EMAIL in outgoing.ways and not POSTAL & set(outgoing.ways)
    consumer = any(claim.capacity is not Capacity.BUSINESS for claim in facts.claims.values())
    if by_mail_alone and consumer and outgoing.kind in HAS_EFFECT and not outgoing.to_other and not facts.mail_chosen:
        name = {"name": outgoing.letter.addressee.name}
        yield Stop("stop.mail_consent", name, override=Authority.LEAD, way=DispatchWay.EMAIL)


def blocks(outgoing: Outgoing, facts: GateFacts, _rules: GateRules) -> Iterator[Stop]:
    """Yield what the addressee is not written in; what he asked is answered all the same."""
    severity = Severity.WARNS if outgoing.kind in ANSWERS else Severity.STOPS
    for block in facts.blocks:
        said = {"name": outgoing.letter.addressee.name, "reason": block.reason}
        if block.ways is None:
            yield Stop("stop.blocked", said, severity=severity, override=Authority.LEAD, since=block.from_on)
            continue
        for way in outgoing.ways:
            if way in block.ways:
                told = {**said, "way": f"way_{way}"}
                barred = way if severity is Severity.STOPS else None
                found = Stop("stop.blocked_way", told, severity=severity, override=Authority.LEAD, way=barred)
                yield found._replace(since=block.from_on)


def language(outgoing: Outgoing, facts: GateFacts, _rules: GateRules) -> Iterator[Stop]:
    """Yield that the addressee reads another language."""
    if facts.language and facts.language != outgoing.letter.language:
        said = {"language": f"language_{outgoing.letter.language}", "reads": f"language_{facts.language}"}
        yield Stop("stop.language", said, severity=Severity.WARNS)


def missing(outgoing: Outgoing, facts: GateFacts, _rules: GateRules) -> Iterator[Stop]:
    """Yield what a letter of its kind cannot do without."""
    letter = outgoing.letter
    if outgoing.asks and not letter.sender.iban:
        yield Stop("stop.no_iban", {"creditor": letter.sender.name})
    if outgoing.chases and not letter.claims:
        yield Stop("stop.no_claims", NO_PARAMETERS)
    if letter.last_day is not None and letter.last_day <= facts.day:
        yield Stop("stop.last_day_passed", {"on": letter.last_day}, "BW 6:82 lid 1")
