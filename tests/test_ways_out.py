"""No path leads out of the house beside the gate: who may send at all, and what is asked before a letter leaves."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import casebook

PACKAGE = Path(casebook.__file__).parent
CHANNELS, THE_ONE_WHO_SENDS = "casebook.channels", "casebook.jobs.outbox"
# What opens a connection to somebody else's machine.
NETWORK = (
    "smtplib",
    "socket",
    "http",
    "urllib.request",
    "ftplib",
    "imaplib",
    "poplib",
    "ssl",
    "asyncio.streams",
)
# What is kept of a letter that may leave, is leaving, or left.
LEAVES = frozenset({"released_on", "sending_at", "batch_id", "sent_on"})
_WRITES = frozenset({"change", "add", "add_many"})
_ASKS = frozenset({"gate.refuse", "gate.refuse_any", "gate.refuse_each", "grounds"})
# Where the columns that are written cannot be read here: an undo brings back what was, of a proof its day, what left as
# a file, and suspensions.
UNREAD = {"undo._restore", "dispatch_proof.proven", "went_out.keep", "service.announce", "service.take_effect"}
# Another program could send as well: they are only begun to read what came in, and to copy a PostgreSQL database.
PROGRAM = "subprocess"
BEGIN_ONE = {"casebook.exchange.post.reader", "casebook.store.backup.postgresql", "casebook.store.backup.tools"}
# The records of letters; other records have days of the same name.
_RECORDS = frozenset({"Letter", "Dispatch", "PrintBatch"})
WRITERS = ("casebook.store.actions", "casebook.store.self_release")


@cache
def modules() -> dict[str, ast.Module]:
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
        found[name] = ast.parse(path.read_text("utf-8"))
    return found


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_or_within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def calls(node: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Yield the calls within something by the last name of what is called."""
    for one in ast.walk(node):
        if isinstance(one, ast.Call):
            yield ast.unparse(one.func).rpartition(".")[2], one


def lets_leave(function: ast.FunctionDef) -> list[int]:
    """Return the lines in which a function records that a letter may leave, is leaving, or left."""
    return [
        call.lineno
        for name, call in calls(function)
        if name in _WRITES and (name == "change" or ast.unparse(call.args[0]) in _RECORDS)
        for keyword in call.keywords
        if keyword.arg in LEAVES and ast.unparse(keyword.value) != "None"
    ]


def asks_the_gate(function: ast.FunctionDef) -> list[int]:
    return [call.lineno for _, call in calls(function) if ast.unparse(call.func) in _ASKS]


def of_letters() -> dict[str, ast.Module]:
    """Return the modules that know the records of letters."""
    return {
        name: tree
        for name, tree in modules().items()
        if any(is_or_within(one, "casebook.store.models.letters") for one in imported(tree))
        and name not in ("casebook.store.models.every", "casebook.store.models.letters")
    }


def test_only_the_job_of_the_outbox_knows_the_channels() -> None:
    users = {
        name
        for name, tree in modules().items()
        if not is_or_within(name, CHANNELS) and any(is_or_within(one, CHANNELS) for one in imported(tree))
    }
    assert {name for name in users if not is_or_within(name, THE_ONE_WHO_SENDS)} == set()


def test_only_channels_open_a_connection_to_the_world() -> None:
    users = {
        name
        for name, tree in modules().items()
        if not is_or_within(name, CHANNELS)
        and any(is_or_within(one, package) for one in imported(tree) for package in NETWORK)
    }
    assert users == set()


def test_no_other_program_is_begun_that_could_send() -> None:
    users = {
        name
        for name, tree in modules().items()
        if any(is_or_within(one, PROGRAM) for one in imported(tree))
        or any(ast.unparse(call.func).startswith(("os.system", "os.popen", "os.exec")) for _, call in calls(tree))
    }
    assert users <= BEGIN_ONE


def test_what_lets_a_letter_leave_asks_the_gate_first() -> None:
    """Each function that records it; but for `left`, which is what the others that were asked before end in."""
    beside = {}
    found = set()
    for name, tree in of_letters().items():
        for function in functions(tree):
            leaves, asked = lets_leave(function), asks_the_gate(function)
            if leaves:
                found.add(f"{name}.{function.name}".removeprefix("casebook.store.actions."))
            if leaves and not (asked and min(asked) < min(leaves)):
                beside[f"{name}.{function.name}".removeprefix("casebook.store.actions.")] = min(leaves)
    assert set(beside) == {"dispatches.left"}
    assert {"letters.release", "letter_batches.release_all", "dispatches.begin", "print_batches.print_letters"} <= found


def test_what_may_leave_by_itself_is_asked_more() -> None:
    (grounds,) = (one for one in functions(modules()["casebook.store.self_release"]) if one.name == "grounds")
    assert {"check", "may_release_itself"} <= {name for name, _ in calls(grounds)}


def test_which_columns_of_a_letter_are_written_can_be_read() -> None:
    """Columns given by `**` would pass unseen."""
    unread = {
        f"{name.removeprefix('casebook.store.actions.')}.{function.name}"
        for name, tree in of_letters().items()
        for function in functions(tree)
        for called, call in calls(function)
        if called == "change" and any(keyword.arg is None for keyword in call.keywords)
    }
    assert unread <= UNREAD


def test_what_ends_in_left_was_asked_when_it_began() -> None:
    """A letter handed in by hand is asked about then; one that was printed or whose sending began was asked before."""
    callers = {
        f"{name.removeprefix('casebook.store.actions.')}.{function.name}": asks_the_gate(function)
        for name, tree in of_letters().items()
        for function in functions(tree)
        if any(called == "left" for called, _ in calls(function))
    }
    began_before = {"dispatches.decide_doubt", "print_batches.posted"}
    assert {name for name, asked in callers.items() if not asked} == began_before
    assert "dispatches.sent" in callers


def test_only_actions_write_what_becomes_of_a_letter() -> None:
    writers = {
        name
        for name, tree in of_letters().items()
        for called, call in calls(tree)
        if called in _WRITES and ast.unparse(call.func).startswith("tx.")
    }
    assert {name for name in writers if not any(is_or_within(name, one) for one in WRITERS)} == set()
    statements = [
        (name, node.value)
        for name, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for verb in ("UPDATE ", "INSERT INTO ", "DELETE FROM ")
        for table in ("letter ", "dispatch ", "letter_override ")
        if f"{verb}{table}" in node.value
    ]
    assert statements == []
