"""Letters and mail that came in, as text: `.eml`, `.msg`, PDF, text, and images, which have none.

What comes from outside may be made to hang or crash whoever reads it. So it is read in a process of its own, with
little memory, little time and nothing to write to; what it cannot read stays as it is, with a reason.
"""

from casebook.exchange.post.reader import PostFile, PostPart, Reader
from casebook.exchange.post.shapes import Envelope

__all__ = ["Envelope", "PostFile", "PostPart", "Reader"]
