"""How a Turtle file becomes a named graph of the store: the same file gives the same lines."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.errors import KgError


def quads(file: Path, graph: str) -> str:
    """The file's triples as sorted N-Quads of `graph`; blank nodes are named by RDFC-1.0. Raises KgError."""
    try:
        triples = ox.parse(path=str(file), format=ox.RdfFormat.TURTLE)
        dataset = ox.Dataset(
            ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(graph)) for quad in triples
        )
    except (SyntaxError, ValueError) as error:
        raise KgError(f"{file}: not Turtle: {error}") from None
    except OSError as error:
        raise KgError(f"{file}: cannot be read: {error.strerror}; name a Turtle file") from None
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return "".join(sorted(f"{quad} .\n" for quad in dataset))
