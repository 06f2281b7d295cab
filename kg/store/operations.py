"""What the operations of a SPARQL Update do to which graphs, by their tokens: SPARQL 1.1 Update, section 4.

Three questions are answered here: may they write where they do, and how do they read once the protocol names the
graphs they use (`using-graph-uri`), or the one graph they are about (PATCH of the Graph Store Protocol).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.errors import NotAllowed, UsageError
from kg.store.scan import TOKEN

_DATA = ("DATA", "WHERE")  # INSERT DATA, DELETE DATA, DELETE WHERE: one block, no other clause
_OPERAND = re.compile(r"[\w\"'>)?$:]$")
_AMBIGUOUS = re.compile(r"[()'#;,]")
_RELATIVE = re.compile(r"(?![a-zA-Z][a-zA-Z0-9+.-]*:)")


@dataclass(frozen=True)
class Token:
    text: str
    start: int
    end: int
    depth: int  # of braces around it

    @property
    def word(self) -> str:
        return self.text.upper()


@dataclass(frozen=True)
class Operation:
    """One operation without its prologue; `blocks` are the braces at its top, from "{" to "}"."""

    tokens: tuple[Token, ...]

    @property
    def words(self) -> list[str]:
        """What stands outside of braces, in upper case but for IRIs."""
        return [token.text if token.text.startswith("<") else token.word for token in self.top]

    @property
    def top(self) -> list[Token]:
        return [token for token in self.tokens if token.depth == 0]

    def blocks(self) -> Iterator[tuple[Token, ...]]:
        opened = 0
        for index, token in enumerate(self.tokens):
            if token.depth == 0 and token.text == "{":
                opened = index
            elif token.depth == 0 and token.text == "}":
                yield self.tokens[opened : index + 1]


def operations(update: str) -> list[Operation]:
    """Raises UsageError where the text can be read in two ways."""
    found: list[Operation] = []
    waiting: list[Token] = []
    for token in [*_tokens(update), Token(";", len(update), len(update), 0)]:
        if token.text == ";" and token.depth == 0:
            if tokens := _without_prologue(waiting):
                found.append(Operation(tuple(tokens)))
            waiting = []
        else:
            waiting.append(token)
    return found


def written_graphs(update: str) -> list[str]:
    """How each graph that is written to is written: as `<…>`, by a variable or a prefixed name, or by a keyword."""
    return [graph for operation in operations(update) for graph in _written(operation)]


def check_targets(update: str, allowed: str, base: str) -> None:
    """Raises NotAllowed unless all that is written to are graphs whose IRI begins with `allowed`, written out."""
    for graph in written_graphs(update):
        iri = graph[1:-1] if graph.startswith("<") else ""
        if _RELATIVE.match(iri) and not re.search(r"\bBASE\b", update, re.IGNORECASE):
            iri = base + iri
        if not iri.startswith(allowed) or "\\" in iri or "/." in iri:
            raise NotAllowed(
                f"{graph}: only graphs named in full as <{allowed}…> can be written; the others are computed"
            )


def using(update: str, default: Sequence[str], named: Sequence[str]) -> str:
    """The update with the dataset of the protocol (section 2.2.3) in each operation that has a WHERE."""
    clause = "".join(f" USING <{iri}>" for iri in default) + "".join(f" USING NAMED <{iri}>" for iri in named) + " "
    inserted: list[tuple[int, str]] = []
    for operation in operations(update):
        words = operation.words
        if {"USING", "WITH"} & set(words):
            raise UsageError("the update names its graphs with USING or WITH, and the request does with parameters")
        if words[:2] == ["DELETE", "WHERE"]:
            block = next(operation.blocks())
            inserted.append((operation.top[1].start, update[block[0].start : block[-1].end] + clause))
        elif "WHERE" in words:
            inserted.append((operation.top[words.index("WHERE")].start, clause))
    return _with(update, inserted)


def without_silent_loads(update: str) -> str:
    """A LOAD that may fail without a word has failed: nothing is fetched here."""
    for operation in reversed(operations(update)):
        if operation.words[:2] == ["LOAD", "SILENT"]:
            update = update[: operation.tokens[0].start] + update[operation.tokens[-1].end :]
    return update


def within(update: str, graph: str) -> str:
    """The update as one of this graph alone. Raises UsageError for what names graphs itself."""
    inserted: list[tuple[int, str]] = []
    for operation in operations(update):
        words = operation.words
        if words[0] not in ("INSERT", "DELETE") or {"USING", "WITH"} & set(words):
            raise UsageError(f"{words[0]}: a PATCH takes INSERT and DELETE without WITH or USING")
        if any(token.word == "GRAPH" for token in operation.tokens):
            raise UsageError("GRAPH: a PATCH is about the graph of its address alone")
        if words[1] in _DATA:
            block = next(operation.blocks())
            inserted += [(block[0].end, f" GRAPH <{graph}> {{ "), (block[-1].start, " } ")]
        else:
            inserted.append((operation.tokens[0].start, f"WITH <{graph}> "))
    return _with(update, inserted)


def _tokens(update: str) -> Iterator[Token]:
    depth, before, parentheses = 0, "", 0
    for match in TOKEN.finditer(update):
        text = match[0]
        if text.isspace() or text.startswith("#"):
            continue
        parentheses += (text == "(") - (text == ")")
        if parentheses and text.startswith("<") and _OPERAND.search(before) and _AMBIGUOUS.search(text):
            raise UsageError(f"{text}: may be an IRI or a comparison; write a space after <")
        depth -= text == "}"
        yield Token(text, match.start(), match.end(), depth)
        depth += text == "{"
        before = text


def _without_prologue(tokens: list[Token]) -> list[Token]:
    while tokens and tokens[0].word in ("PREFIX", "BASE", "VERSION"):
        tokens = tokens[3 if tokens[0].word == "PREFIX" else 2 :]
    return tokens


def _written(operation: Operation) -> Iterator[str]:
    words = [word for word in operation.words if word not in ("SILENT", "GRAPH")]
    if words[0] in ("CLEAR", "DROP", "CREATE"):
        yield words[1] if len(words) > 1 else "nothing"
    elif words[0] in ("ADD", "COPY", "MOVE"):
        source, _, target = [*words[1:], "", "", ""][:3]
        yield from (target, source) if words[0] == "MOVE" else (target,)
    elif words[0] in ("INSERT", "DELETE", "WITH"):
        home = words[1] if words[0] == "WITH" else "the unnamed graph"
        if words[0] == "WITH":
            yield home
        where = words.index("WHERE") if "WHERE" in words and words[:2] != ["DELETE", "WHERE"] else len(words)
        templates = words[:where].count("{")
        for block in list(operation.blocks())[:templates]:
            yield from _graphs_of(block, home)
    else:
        yield words[0]


def _graphs_of(block: tuple[Token, ...], home: str) -> Iterator[str]:
    """The graphs of a template; `home` is that of the triples outside of GRAPH."""
    inside = [token for token in block[1:-1] if token.depth == 1]
    index = 0
    while index < len(inside):
        if inside[index].word == "GRAPH":
            yield inside[index + 1].text if index + 1 < len(inside) else "nothing"
            index += 4  # GRAPH, its name, and the braces
        else:
            if inside[index].text != "." and not home.startswith("<"):
                yield home
                return
            index += 1


def _with(text: str, inserted: list[tuple[int, str]]) -> str:
    for position, more in sorted(inserted, reverse=True):
        text = text[:position] + more + text[position:]
    return text
