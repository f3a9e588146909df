"""All that is kept of somebody as one file, for his request: to be judged first, or as an enclosure of the answer."""

import os

from casebook import paths
from casebook.store.queries.care import RequestRow
from casebook.store.queries.case import CaseCard
from casebook.ui.desk import Desk


async def write(desk: Desk, row: RequestRow) -> None:
    """Write all that is kept of who asks to the person's own folder, with what is to be judged in a folder apart."""
    from casebook.jobs import person_export

    session = desk.session
    asked = person_export.Asked(session.actor, desk.day, row.party_id, desk.language)
    steps = desk.write(person_export.write_new, asked, paths.exports(os.environ))
    path, done = await desk.meanwhile(desk.say("person_export.busy"), steps)
    said = [desk.say("export.written", file=str(path))]
    if done.to_judge:
        said.append(desk.say("person_export.judge_first", count=done.to_judge))
    desk.tell(" ".join(said))


async def keep(desk: Desk, card: CaseCard, row: RequestRow) -> None:
    """Keep all that is given to who asks among the documents of the case, where a letter can take it along."""
    from casebook.jobs import person_export

    session = desk.session
    asked = person_export.Asked(session.actor, desk.day, row.party_id, desk.language)
    steps = desk.write(person_export.keep, asked, card.case_id)
    name, done = await desk.meanwhile(desk.say("person_export.busy"), steps)
    said = [desk.say("person_export.kept", name=name)]
    if done.to_judge:
        said.append(desk.say("person_export.left_out", count=done.to_judge))
    desk.tell(" ".join(said))
