"""A program that sends what is released, run beside the tests until it is killed.

It takes JSON: `address`, `person`, `port`. It says when it is ready and waits until it is told to start.
"""

import json
import sys

from casebook.jobs.outbox import send_mails
from casebook.store import address
from casebook.store.database import Database
from casebook.store.transaction import EVERY_ROLE, Actor
from tests.jobs.outbox.letters import settings
from tests.store.actions.desk import TODAY


def main() -> None:
    asked = json.loads(sys.argv[1])
    database = Database(address.read(asked["address"]))
    database.connect()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    send_mails(database, Actor(asked["person"], EVERY_ROLE), TODAY, settings(asked["port"]))
    database.close()


if __name__ == "__main__":
    main()
