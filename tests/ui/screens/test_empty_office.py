"""An office without a case: every place says what brings something there."""

from casebook.store.database import Database
from casebook.store.transaction import Actor
from tests.ui.screen import SMALL, session

# What each place says, by the letter it is reached with.
_SAID = {
    "v": "casebook import receivables",
    "c": "casebook import receivables",
    "j": "] toont de andere lijsten",
    "e": "] toont de andere",
    "a": "R in een dossier",
    "d": "D in een dossier",
    "i": "I in een dossier",
    "r": "I in een dossier",
    "x": "X in een dossier",
    "p": "casebook import bank",
    "n": "casebook import receivables",
    "o": "w in een dossier",
    "m": "casebook import post",
    "t": "Wat een bevoegdheid te boven gaat komt hier",
    "b": "B",
}


async def test_every_place_says_what_brings_something_there(database: Database, actor: Actor) -> None:
    async with session(database, actor, size=SMALL) as screen:
        for letter, said in _SAID.items():
            await screen.press("g", letter)
            await screen.rests()
            assert screen.shows(said), f"g {letter}:\n{screen.text}"
