"""The edition's own docutils nodes: what the weave puts into a doctree and the writers print.

All three derive from ``inline``, so that a writer which does not know them prints their words
and nothing else.
"""

from docutils import nodes


class mark(nodes.inline):
    """Words on which at least one note hangs.

    ``notes``: the ids of these notes, in the order of their beginnings (``["feud/pickax"]``).
    """


class emendation(nodes.inline):
    """Words of the page that differ from the source; its text is what the page reads.

    ``source``: the words of the source (empty for an addition); ``kind``: of what kind the
    difference is; ``at``: the number of the source word; ``reason``: why, or empty.
    """


class omission(nodes.inline):
    """A place where the page leaves out words of the source; it has no text.

    The attributes are those of an :class:`emendation`.  ``source`` is already masked where the
    words are private names.
    """


class provenance(nodes.container):
    """The facts of where a text comes from.

    A class of its own because sphinx-design prints every plain container itself.
    """
