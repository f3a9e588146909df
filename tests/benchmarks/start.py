"""How long `casebook --help` takes beside a bare Python: `python tests/benchmarks/start.py`.

Both run in turn, so that a busy machine slows both; trust the ratio and the difference, not the figures.
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 40
BARE = [sys.executable, "-c", "pass"]
HELP = [str(Path(sys.executable).with_name("casebook")), "--help"]
ALLOWED_TIMES, ALLOWED_MS = 2, 60


def milliseconds(command: list[str]) -> float:
    """Run a command once and return how long it took."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - start) * 1000


def main() -> None:
    # Without compiled files every start would compile the program again.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    for command in (BARE, HELP):
        milliseconds(command)
    rounds = [(milliseconds(BARE), milliseconds(HELP)) for _ in range(ROUNDS)]
    bare, shown = (statistics.median(times) for times in zip(*rounds, strict=True))
    allowed = ALLOWED_TIMES * bare + ALLOWED_MS
    print(f"python -c pass   {bare:6.1f} ms")
    print(f"casebook --help  {shown:6.1f} ms   ratio {shown / bare:.2f}, {shown - bare:.1f} ms more")
    print(f"allowed          {allowed:6.1f} ms   ({ALLOWED_TIMES} x bare + {ALLOWED_MS} ms)")


if __name__ == "__main__":
    main()
