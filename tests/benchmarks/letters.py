"""A thousand letters as PDF, beside typst alone on the same pages, in one run: the ratio counts.

Typst alone gets the same words, tables and codes as a document ready written, in runs of as many letters. Each side
runs in a process of its own, so that its memory is its own; a thread that sleeps two milliseconds at a time tells how
long the terminal would wait.

Run by hand: `python tests/benchmarks/letters.py`. Target: at most 2 times typst alone.
"""

import io
import json
import multiprocessing
import resource
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import segno
import typst

from casebook.domain.letters.facts import Addressee, LetterFacts, LetterText, Sender, StatedClaim, Writer
from casebook.domain.letters.kinds import LetterKind, Tone
from casebook.domain.matching.references import creditor_reference
from casebook.domain.money import Cents
from casebook.letters.frame import frame
from casebook.letters.payment import bank_code
from casebook.letters.typeset import pdf

LETTERS, AT_ONCE, ROUNDS = 1000, 20, 3
BODY = """Geachte heer, mevrouw,

Wij hebben de facturen hieronder nog niet (helemaal) betaald gekregen.

::specification

Wij vragen u te betalen, uiterlijk op **5 december 2026**. Vermeld daarbij het betalingskenmerk.

::payment

Hebt u al betaald? Dan hebben deze brief en uw betaling elkaar gekruist en hoeft u niets te doen.

Met vriendelijke groet,

Mieke Jansen\\
Bouwmaat & Zonen B.V.
"""


def letter(number: int) -> LetterText:
    claims = tuple(
        StatedClaim(
            *(at, f"2026-{number:05}{at}", "", date(2026, 8, 1), date(2026, 8, 31)),
            *(Cents(50_000 + number), Cents(50_000 + number), Cents(1_234), Cents(4_000)),
        )
        for at in range(4)
    )
    facts = LetterFacts(
        kind=LetterKind.REMINDER,
        language="nl",
        tone=Tone.NEUTRAL,
        on=date(2026, 11, 21),
        case_number=f"2026-{number:05}",
        reference=creditor_reference(f"2026-{number:05}"),
        sender=Sender(
            "Bouwmaat & Zonen B.V.", ("Havenweg 1", "3011 AA Rotterdam"), "12345678", iban="NL91ABNA0417164300"
        ),
        writer=Writer("Mieke Jansen", "010-7654321", "m.jansen@bouwmaat.example"),
        debtor=f"J. Pietersen {number}",
        addressee=Addressee(
            f"J. Pietersen {number}", "natural", (f"J. Pietersen {number}", "Dorpsstraat 1", "1234 AB  Dorp")
        ),
        consumer=True,
        claims=claims,
        per_day=Cents(12),
        last_day=date(2026, 12, 5),
        pay_link=f"https://betaal.bouwmaat.example/{number}",
        extras={},
    )
    return LetterText(facts, "Herinnering: openstaande facturen", BODY, facts.total, specified=True, template="0")


def alone(texts: list[LetterText]) -> Iterator[bytes]:
    """Yield documents of typst in which everything stands as text: nothing is passed, nothing decided."""
    for first in range(0, len(texts), AT_ONCE):
        pages = "#pagebreak(weak: true)\n".join(map(page, texts[first : first + AT_ONCE]))
        yield (
            '#set document(title: "x")\n#set page(paper: "a4", margin: 22mm, footer: context counter(page).display())\n'
            f'#set text(font: "Libertinus Serif", lang: "nl", size: 10.3pt)\n{pages}'
        ).encode()


def page(text: LetterText) -> str:
    around = frame(text)
    table = around.specification
    assert table is not None
    cells = ",".join(f"[{cell}]" for row in (table.head, *table.rows, table.total) for cell in row)
    lines = (around.sender, *around.letterhead, *around.identity, *around.address)
    labelled = ",".join(f"[{one.label}],[{shown(one.value)}]" for one in around.references)
    payment = ",".join(f"[{one.label}],[{shown(one.value)}]" for one in around.payment)
    facts = text.facts
    content = bank_code(facts.sender.name, facts.sender.iban, "", text.asks, facts.reference)
    assert content is not None
    pictures = ",".join(map(picture, (content, facts.pay_link)))
    words = text.body.replace("::specification", f"#table(columns: {len(table.head)}, stroke: none, {cells})\n")
    words = words.replace("::payment", f"#grid(columns: 3, grid(columns: 2, {payment}), {pictures})\n")
    head = "\\\n".join(map(shown, lines))
    return f"{head}\n\n#grid(columns: 2, {labelled})\n\n= {text.subject}\n\n{words.replace('**', '*')}\n\n"


def picture(said: str) -> str:
    svg = io.BytesIO()
    segno.make_qr(said, error="m", boost_error=False).save(svg, kind="svg", border=0)
    return f'image(bytes({json.dumps(svg.getvalue().decode())}), format: "svg", width: 25mm, alt: "code")'


def shown(value: str) -> str:
    return value.replace("@", "\\@").replace("//", "\\/\\/")


def typeset(sources: list[bytes]) -> None:
    fonts = typst.Fonts(include_system_fonts=False)
    for source in sources:
        compiler = typst.Compiler(font_paths=fonts, ignore_system_fonts=True)
        compiler.compile(source, format="pdf", pdf_standards="ua-1")


def longest_wait(work: Callable[[], object]) -> tuple[float, float]:
    """Return how long the work took, and the longest that a thread beside it had to wait."""
    stop, waits = threading.Event(), [0.0]

    def beside() -> None:
        last = time.perf_counter()
        while not stop.is_set():
            time.sleep(0.002)
            now = time.perf_counter()
            waits.append(now - last)
            last = now

    thread = threading.Thread(target=beside)
    thread.start()
    begun = time.perf_counter()
    work()
    took = time.perf_counter() - begun
    stop.set()
    thread.join()
    return took, max(waits)


def measured(which: str, count: int) -> tuple[float, float, int]:
    """Return the seconds, the longest wait, and what memory grew by in MB."""
    texts = [letter(number) for number in range(count)]
    sources = list(alone(texts)) if which == "typst" else []
    pdf([replace(texts[0], subject="x")])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    took, wait = longest_wait(lambda: typeset(sources) if which == "typst" else pdf(texts))
    return took, wait, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024


def apart(which: str, count: int) -> tuple[float, float, int]:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(measured, (which, count))


def main() -> None:
    rounds = [(apart("casebook", LETTERS), apart("typst", LETTERS)) for _ in range(ROUNDS)]
    ours, theirs = (statistics.median(one[at][0] for one in rounds) for at in (0, 1))
    wait = max(one[0][1] for one in rounds)
    half, whole = apart("casebook", LETTERS // 2)[2], apart("casebook", LETTERS)[2]
    print(f"{LETTERS:,} letters, medians of {ROUNDS} rounds")
    print(f"letters     {ours:6.2f} s  {ours / LETTERS * 1000:5.1f} ms each")
    print(f"typst alone {theirs:6.2f} s  letters take {ours / theirs:4.2f} times (at most 2)")
    print(f"longest wait of another thread {wait * 1000:.0f} ms")
    print(f"memory grew by {half} MB for {LETTERS // 2:,} letters, {whole} MB for {LETTERS:,}")


if __name__ == "__main__":
    main()
