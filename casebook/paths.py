"""Where Casebook finds what it ships, and where a person's settings and state live (XDG)."""

from collections.abc import Mapping
from pathlib import Path

# Set for a session over SSH: the folder of the person, which is all of the disk that he reaches.
OWN_FOLDER = "CASEBOOK_OWN_FOLDER"
# The file in which the ends of the log are kept, in whatever folder.
CHECKPOINTS = "checkpoints.jsonl"
ERASURES = "erasures.jsonl"
_PACKAGE = Path(__file__).parent


def styles() -> Path:
    """Return the folder with the styles of the screens."""
    return _shipped("styles")


def sample_data() -> Path:
    """Return the folder with the sample office and the sample facts for `calc`."""
    return _shipped("sample_data")


def _shipped(name: str) -> Path:
    """A wheel holds the folder inside the package; in a checkout it stands beside the package."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def settings_file(environment: Mapping[str, str]) -> Path:
    """Return where the settings are read from: `$XDG_CONFIG_HOME/casebook/settings.toml`."""
    return _base(environment, "XDG_CONFIG_HOME", ".config") / "casebook" / "settings.toml"


def fault_log(environment: Mapping[str, str]) -> Path:
    """Return where the traceback of a fault is written: `$XDG_STATE_HOME/casebook/faults.log`."""
    return _base(environment, "XDG_STATE_HOME", ".local/state") / "casebook" / "faults.log"


def checkpoints(environment: Mapping[str, str]) -> Path:
    """Return where the end of the log is kept after each check: `$XDG_STATE_HOME/casebook/checkpoints.jsonl`."""
    return _base(environment, "XDG_STATE_HOME", ".local/state") / "casebook" / CHECKPOINTS


def backups(environment: Mapping[str, str]) -> Path:
    """Return where an upgrade keeps a backup of a database on a server: `$XDG_DATA_HOME/casebook/backups`."""
    return _base(environment, "XDG_DATA_HOME", ".local/share") / "casebook" / "backups"


def drafts(environment: Mapping[str, str]) -> Path:
    """Return where what was typed and not saved is kept when a connection breaks: `$XDG_STATE_HOME/casebook/drafts`."""
    return _base(environment, "XDG_STATE_HOME", ".local/state") / "casebook" / "drafts"


def sessions(environment: Mapping[str, str]) -> Path:
    """Return where the sessions over SSH of each person are counted: `$XDG_STATE_HOME/casebook/sessions`."""
    return _base(environment, "XDG_STATE_HOME", ".local/state") / "casebook" / "sessions"


def database(environment: Mapping[str, str]) -> Path:
    """Return the file of the database where none was chosen: `$XDG_DATA_HOME/casebook/casebook.db`."""
    return _base(environment, "XDG_DATA_HOME", ".local/share") / "casebook" / "casebook.db"


def exports(environment: Mapping[str, str]) -> Path:
    """Return the folder in which what is exported from the app is kept: `$XDG_DATA_HOME/casebook/exports`.

    In a session over SSH it is the folder of the person.
    """
    return own_folder(environment) or _base(environment, "XDG_DATA_HOME", ".local/share") / "casebook" / "exports"


def own_folder(environment: Mapping[str, str]) -> Path | None:
    """Return the one folder that a person reaches who works over SSH, None for who does not."""
    named = environment.get(OWN_FOLDER)
    return Path(named) if named else None


def people(environment: Mapping[str, str]) -> Path:
    """Return where the folders are of those who work over SSH, by their ids: `$XDG_DATA_HOME/casebook/people`."""
    return _base(environment, "XDG_DATA_HOME", ".local/share") / "casebook" / "people"


def _base(environment: Mapping[str, str], variable: str, default: str) -> Path:
    """The XDG rules: a variable that is empty or holds a relative path counts as not set."""
    named = Path(environment.get(variable, ""))
    return named if named.is_absolute() else Path.home() / default
