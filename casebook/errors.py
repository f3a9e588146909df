"""The errors a user is told about: each is a code with parameters that `words.say` turns into one sentence.

Anything that is not a `CasebookError` is a fault of ours and surfaces with its traceback in the log.
"""


class CasebookError(Exception):
    """Something a person can do something about.

    `code` names the sentence in the catalogues, `parameters` fill it: what, where, what to do.
    """

    def __init__(self, code: str, /, **parameters: object) -> None:
        super().__init__(code, parameters)
        self.code = code
        self.parameters = parameters

    def __str__(self) -> str:
        return f"{self.code} {self.parameters}"


class InputError(CasebookError):
    """What came from outside cannot be read; the parameter `place` names the field or the line."""


class LawError(CasebookError):
    """A table of law is wrong or missing; the parameters `file` and `key` name the place."""


class SettingsError(CasebookError):
    """The settings file or the environment cannot be used; `file` or `key` name the place."""


class Refused(CasebookError):
    """The rules do not allow it; `source` is the article or the internal rule that says so."""

    def __init__(self, code: str, /, *, source: str, **parameters: object) -> None:
        super().__init__(code, **parameters)
        self.source = source


class StoreError(CasebookError):
    """The database cannot be used as asked; the parameter `database` says which one."""


class Stale(CasebookError):
    """Somebody else changed the record meanwhile; `changed` names the columns with the values there are now.

    `row` is its table, its id and the version that was seen, where they are known.
    """

    def __init__(
        self,
        code: str,
        /,
        *,
        changed: "dict[str, object]",
        row: tuple[str, int, int] | None = None,
        **parameters: object,
    ) -> None:
        super().__init__(code, **parameters)
        self.changed = changed
        self.row = row
