"""The sample office wrote letters: one in each state."""

from casebook.domain.letters.standing import LetterState
from casebook.jobs import sample_letters
from casebook.store.queries import letter_card, outbox
from casebook.store.queries.outbox import Listed
from tests.databases import TODAY
from tests.sample import Office

S = LetterState


def test_there_is_a_letter_in_each_state(office: Office) -> None:
    sample_letters.write(office.database, office.actor, TODAY)
    letters = outbox.outbox(office.database, Listed.ALL).after(office.database).rows
    states = {one.state for one in letters}
    assert states == set(S) - {S.PREPARED, S.SENDING}
    passed = [letter_card.letter(office.database, one.letter_id, TODAY) for one in letters]
    assert [len(one.overrides) for one in passed if one is not None and one.overrides] == [1]
