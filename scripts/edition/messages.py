"""What is said of a note wherever it is checked: at a terminal, on a forge, in the browser.

The instruction that follows each stands with its code (:class:`edition.problems.Code`).
"""

QUOTE_MISSING = "The quoted words are not in {text}."
QUOTE_CUT = "In {text} the words stand only with their first or last word cut."
QUOTE_NONE = "No quoted words stand first."
NOTE_EMPTY = "The note has no words."
ACCOUNT = "{name} is no name of an account: letters, digits and single hyphens, without an @."
UNCITED = "A note of type {type} has neither a citation nor a claim."
UNREAD = "The certainty is high, and no work in `seen` was read and is confirmed."
SEE = "A note of type {type} names the other place."
