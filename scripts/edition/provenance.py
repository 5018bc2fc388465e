"""What is known of where a text comes from, as a list of facts."""

from docutils import nodes

from edition.texts import Text


def facts(text: Text) -> nodes.definition_list:
    """The provenance of a text: each fact a term and its definition."""
    record = text.record
    rows: list[tuple[str, nodes.Node]] = []
    for name, words in (
        ("Author", record.authorship or record.author),
        ("Published at", record.site),
        ("Date", record.published),
        ("Our copy", record.captured),
        ("How we know", record.evidence),
        ("Rights", record.rights),
    ):
        if words:
            rows.append((name, nodes.Text(words)))
    if record.address:
        link = nodes.reference("", record.address, refuri=record.address, classes=["address"])
        rows.insert(2 if record.site else 1, ("Address", link))
    size = f"{len(text.page.passages)} passages, {len(text.emendations)} emendations"
    rows.append(("Extent", nodes.Text(size)))
    digest = nodes.literal("", record.sha256, classes=["digest"])
    rows.append(("SHA-256 of the source", digest))
    items = []
    for term, value in rows:
        definition = nodes.definition("", nodes.paragraph("", "", value))
        items.append(nodes.definition_list_item("", nodes.term("", term), definition))
    return nodes.definition_list("", *items, classes=["facts"])
