"""What each code of a publication in the insolvency register means, and what it does to a proceeding.

From `inspubPublicatiesoortCode` of the schema of the register (CIR, version 02.01), read on 23-11-2026: 126 codes. The
first digit is the kind of proceeding. `[datum …]` marks where the text of a publication has a day.
"""

from casebook.domain.insolvency.register_codes import bankruptcy, suspension, wsnp
from casebook.domain.insolvency.register_codes.meaning import BY_DAY, Does, Meaning

__all__ = ["BY_DAY", "MEANINGS", "Does", "Meaning"]

MEANINGS: dict[str, Meaning] = {**bankruptcy.CODES, **wsnp.CODES, **suspension.CODES}
