"""What was typed and not saved when the connection broke: kept for the person, and there when he is back."""

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

# Longer than this nobody types before he saves.
_MOST = 20_000_000


class Drafts:
    """The drafts of one person on one database, each in a file that only its owner can read."""

    def __init__(self, folder: Path, database: str, person_id: int | None) -> None:
        self._folder = folder
        self._whose = f"{database}\n{person_id}"

    def keep(self, form: str, texts: Sequence[str]) -> None:
        """Keep what stands in the fields of a form, known by its heading; a disk that is full keeps nothing."""
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            new = self._file(form).with_suffix(".new")
            handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(list(texts), file, ensure_ascii=False)
            new.replace(self._file(form))

    def take(self, form: str) -> list[str] | None:
        """Return what was kept of a form, once; None where nothing was."""
        file = self._file(form)
        try:
            with file.open(encoding="utf-8") as kept:
                texts = json.loads(kept.read(_MOST))
            file.unlink()
        except (OSError, ValueError):
            return None
        return texts if isinstance(texts, list) and all(isinstance(text, str) for text in texts) else None

    def _file(self, form: str) -> Path:
        name = sha256(f"{self._whose}\n{form}".encode()).hexdigest()
        return self._folder / f"{name}.json"
