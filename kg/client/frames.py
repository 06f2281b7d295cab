"""Which type a column of a table has: that of its RDF literals, where they agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kg.errors import UsageError
from kg.terms import PREFIXES, XSD

Rows = Sequence[Mapping[str, tuple[str, str]]]  # variable -> value and datatype IRI; what is not bound has no key
_MISSING = "this needs the extra: pip install 'newskg[notebook]'"
_KINDS = {
    f"{XSD}integer": "integer",
    f"{XSD}int": "integer",
    f"{XSD}long": "integer",
    f"{XSD}decimal": "number",
    f"{XSD}double": "number",
    f"{XSD}float": "number",
    f"{XSD}boolean": "boolean",
    f"{XSD}date": "date",
    f"{XSD}dateTime": "date",
}


def frame(variables: Sequence[str], rows: Rows) -> Any:
    """A DataFrame: datetime64, Int64, Float64, boolean, else string; what is not bound is missing."""
    try:
        import pandas
    except ImportError:
        raise UsageError(_MISSING) from None
    columns = {}
    for name in variables:
        values = [row[name][0] if name in row else None for row in rows]
        columns[name] = _column(pandas, values, _kind(name, rows))
    return pandas.DataFrame(columns, columns=list(variables))


def dated(answer: Any) -> Any:
    """With the first and the last day of the intervals in `date`, where the table has such a column."""
    if "date" not in answer or str(answer["date"].dtype).startswith("datetime"):
        return answer
    import pandas

    days = answer["date"].str.split("/")
    for name, part in (("earliest", days.str[0]), ("latest", days.str[-1])):
        answer[name] = pandas.to_datetime(part, errors="coerce", format="%Y-%m-%d")
    return answer


def network(rows: Rows) -> Any:
    """A MultiDiGraph of ?s ?p ?o with the labels ?from and ?to; an edge's key is the property."""
    try:
        import networkx
    except ImportError:
        raise UsageError(_MISSING) from None
    graph = networkx.MultiDiGraph()
    for row in rows:
        source, target, prop = row["s"][0], row["o"][0], short(row["p"][0])
        graph.add_node(source, label=row["from"][0])
        graph.add_node(target, label=row["to"][0])
        graph.add_edge(source, target, key=prop, label=prop)
    return graph


def short(iri: str) -> str:
    """kg:metWith for its whole IRI; others as they are."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def _kind(name: str, rows: Rows) -> str:
    kinds = {_KINDS.get(row[name][1], "text") for row in rows if name in row}
    if kinds == {"integer", "number"}:
        return "number"
    return kinds.pop() if len(kinds) == 1 else "text"


def _column(pandas: Any, values: list[str | None], kind: str) -> Any:
    if kind == "date":
        return pandas.to_datetime(pandas.Series(values, dtype="string"), errors="coerce", format="ISO8601")
    if kind == "boolean":
        known = {"true": True, "1": True, "false": False, "0": False, None: None}
        return pandas.Series([known.get(value) for value in values], dtype="boolean")
    if kind == "integer":
        return pandas.Series([None if value is None else int(value) for value in values], dtype="Int64")
    if kind == "number":
        return pandas.Series([None if value is None else float(value) for value in values], dtype="Float64")
    return pandas.Series(values, dtype="string")
