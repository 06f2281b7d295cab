"""Extractions and facts as text: N-Quads for the store, one JSON object a line for other tools."""

from kg.mapping.articles import to_quads
from kg.mapping.facts import facts_to_quads
from kg.mapping.records import from_record, to_line, to_record

__all__ = ["facts_to_quads", "from_record", "to_line", "to_quads", "to_record"]
