"""Terms: what a glossary says, where its terms stand in German and what satisfies them in English.

Imports nothing from ``translate`` and no torch.
"""

from glossary.entry import Kind, Term
from glossary.errors import GlossaryError
from glossary.forms import accepted, accepted_for
from glossary.match import Hint, How, Matcher, Mention, Number
from glossary.pofile import combine, fingerprint, load
from glossary.verify import Verdict, verify

__all__ = [
    "GlossaryError",
    "Hint",
    "How",
    "Kind",
    "Matcher",
    "Mention",
    "Number",
    "Term",
    "Verdict",
    "accepted",
    "accepted_for",
    "combine",
    "fingerprint",
    "load",
    "verify",
]
