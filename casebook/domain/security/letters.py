"""By which letters a security is invoked."""

from collections.abc import Mapping

from casebook.domain.letters.kinds import LetterKind
from casebook.domain.security.facts import SecurityKind

_K = LetterKind
# The first is to who gave it, or acts for him; what is pledged on others is disclosed to them too.
LETTERS: Mapping[SecurityKind, tuple[LetterKind, ...]] = {
    SecurityKind.PLEDGE: (_K.PLEDGE_NOTICE, _K.PLEDGE_DISCLOSURE),
    SecurityKind.MORTGAGE: (_K.MORTGAGE_NOTICE,),
    SecurityKind.RETENTION_OF_TITLE: (_K.RETENTION_OF_TITLE,),
    SecurityKind.RECLAMATION: (_K.RECLAMATION,),
    SecurityKind.BANK_GUARANTEE: (_K.BANK_GUARANTEE_CALL,),
    SecurityKind.DEPOSIT: (_K.DEPOSIT_NOTICE,),
}
KINDS: Mapping[LetterKind, SecurityKind] = {kind: of for of, kinds in LETTERS.items() for kind in kinds}
