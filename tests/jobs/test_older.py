"""An office that an earlier version made is kept before its upgrade, upgraded, and goes on with nothing lost.

The files in `older` are backups of the small office as made by the version whose last step they are called by.
"""

from pathlib import Path

import pytest

from casebook.jobs import backup_file, daily, upgrading
from casebook.jobs.backup import restore
from casebook.store import address
from casebook.store.actions.contacts import AddNote
from casebook.store.backup.manifest import contents
from casebook.store.migrations.upgrade import STEPS, upgrade
from casebook.store.people import actor_for
from casebook.store.verify import verify
from tests.databases import TODAY, Databases
from tests.jobs.test_backup import left_empty, nowhere, opened, stopped
from tests.store.book import act
from tests.store.test_verify import without_guards

OLDER = Path(__file__).with_name("older")
VERSIONS = ("0009_care", "0030_ssh")
QUEUE = "SELECT number, band, by_on, amount_rank, owner_person_id, next_on FROM case_now ORDER BY number"


@pytest.mark.parametrize("step", VERSIONS)
def test_what_an_earlier_version_made_is_kept_upgraded_and_worked_on(
    databases: Databases, tmp_path: Path, step: str
) -> None:
    kept, target = OLDER / f"{step}-{databases.engine}.casebook-backup", nowhere(databases)
    assert restore(kept, address.read(target)).older is True
    with opened(target) as database:
        before, queue = contents(database), database.fetch(QUEUE)
        assert before == backup_file.read_manifest(kept).contents
        first = upgrading.back_up_first(database, tmp_path / "first", TODAY, lambda *_: None)
        assert first is not None
        assert backup_file.read_manifest(first).contents == before
        assert upgrade(database) == tuple(name for name in STEPS if name > step)
        after = contents(database).counts
        assert {name: after[name] for name in before.counts if name != "migration"} == {
            name: count for name, count in before.counts.items() if name != "migration"
        }
        daily.run(database, TODAY)
        assert database.fetch(QUEUE) == queue
        # 1,250 and 500 less 400; what was written off is still owed.
        assert [-one[3] for one in queue] == [135_000]
        actor = actor_for(database, "m.jansen", TODAY)
        act(database, actor, AddNote(database.value("SELECT id FROM cases"), "gaat verder"))
        assert list(verify(database, TODAY)) == []


@pytest.mark.parametrize("step", VERSIONS)
def test_a_broken_log_of_an_earlier_version_is_not_restored(databases: Databases, tmp_path: Path, step: str) -> None:
    kept, target = OLDER / f"{step}-{databases.engine}.casebook-backup", nowhere(databases)
    restore(kept, address.read(target))
    with opened(target) as database:
        without_guards(database, "UPDATE log SET command = 'x' WHERE number = 5")
        broken = upgrading.back_up_first(database, tmp_path, TODAY, lambda *_: None)
    assert broken is not None
    other = nowhere(databases)
    stopped("backup.log_broken", lambda: restore(broken, address.read(other)))
    left_empty(other)
