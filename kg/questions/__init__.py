"""What a canned question is: a file `queries/<name>.rq`, headed by comment lines, and how values get into its query.

    #title: Who met whom?                               one line each, in any order, before the query
    #description: Every meeting of a person ...
    #param: person name label="Person" example="Ada Lovelace"
    #param: since date label="From" default=2025-01-01
    #expect: Ada Lovelace | held                        cells of one row over seeds/, asked with the examples
    #tags: meetings, people
    #none: no article says so                           what it means that there is no row

A parameter is `name type key=value ...`; keys: label, default, example, values (choices, "a|b"), required=yes, help.
Each parameter p has one line `VALUES ?p { UNDEF }` in the query. `bind` puts the value there as an RDF term, or
takes the line out when the value is empty: the query must then answer for all. So values never become query text.
Where a query has the line `  # FILTERS` it takes the parameters of FILTERS, too: of ?claim, ?article and ?event.
A line `  # WITH p: pattern` counts where p has a value; where p is a text, `$p` in it is the value itself.

What must match stands in a sub-select with a LIMIT, every OPTIONAL after it: by the LIMIT Oxigraph knows that these are
few, and looks up the rest for each instead of reading all there is of it. A parameter that only an OPTIONAL could bind
is compared in a FILTER at the end, and what has no such filler is kept out by a WITH before.

A page shows some dozen rows. A line `  # FIRST: pattern ORDER BY … LIMIT …` at the end of a sub-select says which,
before anything else is looked up for them: it counts for pages, and where no parameter has a value.
"""

from __future__ import annotations

import difflib
import re
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import NotFound, QuestionError
from kg.questions.limits import LAST_REPORT, NOT_SAID, verdict
from kg.questions.values import TYPES, Param, literal
from kg.settings import Settings

__all__ = [
    "FILTERS",
    "LAST_REPORT",
    "TYPES",
    "Param",
    "Question",
    "bind",
    "examples",
    "find",
    "load",
    "name_checks",
    "read",
    "suggest",
    "verdict",
]

BASE = Settings.base_iri
KEYS = ("label", "default", "example", "values", "required", "help")

_HEADER = re.compile(r"#(title|description|param|expect|tags|none):\s*(.*)")


@dataclass(frozen=True)
class Question:
    name: str
    title: str
    description: str
    params: tuple[Param, ...]
    expect: tuple[str, ...]  # cells of one expected row; empty where no row is
    tags: tuple[str, ...]
    sparql: str  # the query as in the file, header left out; runs as it is and answers for all
    none: str = NOT_SAID  # what it means that there is no row


FILTERS = {  # what any question about claims can be narrowed by, and the pattern that does it
    Param(
        "sure", "choice", "How sure the source is", choices=("CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "Uu")
    ): "  GRAPH ?article { ?claim kg:certainty ?_how }\n  GRAPH <graph/ontology> { ?_how skos:notation ?sure }\n",
    Param(
        "from", "text", "Only from this publisher"
    ): "  GRAPH ?article { ?article dcterms:publisher ?_from }\n  FILTER(LCASE(?_from) = LCASE(?from))\n",
    Param(
        "minSources", "number", "Reported by so many publishers at least"
    ): "  GRAPH <graph/facts> { ?event kg:sources ?_sources }\n  FILTER(?_sources >= ?minSources)\n",
}
_FILTERS = re.compile(r"^[ \t]*# FILTERS\n", re.MULTILINE)
_WITH = re.compile(r"^([ \t]*)# WITH (\w+): (.*\n)", re.MULTILINE)
_FIRST = re.compile(r"^([ \t]*)# FIRST: (.*)(ORDER BY .*)\n([ \t]*\}) LIMIT \d+", re.MULTILINE)


# --- reading ---------------------------------------------------------------------------------------------------------


def load(folder: Path) -> dict[str, Question]:
    """All questions of the folder by name, sorted. Raises QuestionError, which names file and line."""
    return {path.stem: read(path.stem, path.read_text("utf-8")) for path in sorted(folder.glob("*.rq"))}


def read(name: str, text: str) -> Question:
    """One question from the text of its file."""
    header: dict[str, str] = {}
    params: list[Param] = []
    body: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        found = None if body else _HEADER.match(line)
        if not found:
            if body or (line.strip() and not line.startswith("#")):
                body.append(line)
        elif found[1] == "param":
            params.append(_read_param(f"{name}.rq line {number}", found[2]))
        else:
            header[found[1]] = found[2].strip()
    for key in ("title", "description"):
        if not header.get(key):
            raise QuestionError(f"{name}.rq: no #{key}: line; each question needs one")
    question = Question(
        name=name,
        title=header["title"],
        description=header["description"],
        params=(*params, *(FILTERS if _FILTERS.search("\n".join(body) + "\n") else ())),
        expect=tuple(cell.strip() for cell in header.get("expect", "").split("|") if cell.strip()),
        tags=tuple(tag.strip() for tag in header.get("tags", "").split(",") if tag.strip()),
        sparql="\n".join(body).strip() + "\n",
        none=header.get("none") or NOT_SAID,
    )
    for param in params:
        if len(_slot(param).findall(question.sparql)) != 1:
            raise QuestionError(
                f"{name}.rq: parameter {param.name} needs exactly one line VALUES ?{param.name} {{ UNDEF }}"
            )
    _check_with(question)
    return question


def _check_with(question: Question) -> None:
    types = {param.name: param.type for param in question.params}
    for _, name, pattern in _WITH.findall(question.sparql):
        where = f"{question.name}.rq: WITH {name}:"
        if name not in types:
            raise QuestionError(f"{where} no such parameter{suggest(name, types)}")
        if types[name] != "text" and _value(name).search(pattern):
            raise QuestionError(
                f"{where} ${name} is for a parameter of type text, not {types[name]}; compare with ?{name}"
            )


def _read_param(where: str, text: str) -> Param:
    try:
        name, kind, *pairs = shlex.split(text)
        options = dict(pair.split("=", 1) for pair in pairs)
    except ValueError:
        raise QuestionError(f'{where}: {text!r} is no parameter; write: name type label="..." example="..."') from None
    if kind not in TYPES:
        raise QuestionError(f"{where}: no type {kind!r}; use one of {', '.join(TYPES)}")
    if not re.fullmatch(r"[a-z][A-Za-z0-9]*", name):
        raise QuestionError(f"{where}: {name!r} is no name for a parameter; use letters and digits, like minSources")
    if unknown := sorted(set(options) - set(KEYS)):
        raise QuestionError(f"{where}: no option {unknown[0]!r}; use one of {', '.join(KEYS)}")
    return Param(
        name=name,
        type=kind,
        label=options.get("label", name),
        default=options.get("default", ""),
        example=options.get("example", ""),
        choices=tuple(filter(None, options.get("values", "").split("|"))),
        required=options.get("required") == "yes",
        help=options.get("help", ""),
    )


def find(questions: Mapping[str, Question], name: str) -> Question:
    """The question of that name. Raises NotFound with the nearest name."""
    if name not in questions:
        raise NotFound(f"no question {name!r}{suggest(name, questions)}")
    return questions[name]


def suggest(word: str, known: Iterable[str]) -> str:
    """ "; did you mean ...?" with the nearest of the known words, or what there is when nothing is near."""
    by_folded = {entry.casefold(): entry for entry in sorted(known, reverse=True)}
    near = difflib.get_close_matches(word.casefold(), sorted(by_folded), n=1, cutoff=0.6)
    if near:
        return f"; did you mean {by_folded[near[0]]!r}?"
    return f"; there are {', '.join(sorted(by_folded.values())[:30])}" if by_folded else ""


# --- binding ---------------------------------------------------------------------------------------------------------


def bind(question: Question, values: Mapping[str, str], base: str = BASE, *, first: bool = False) -> str:
    """The query with its values in place. An absent value takes the default, an empty one means all.

    `first`: only the first rows, where there are no values. Raises QuestionError, which names the parameter and says
    what would be right.
    """
    names = [param.name for param in question.params]
    for name in values:
        if name not in names:
            known = suggest(name, names) if names else "; it has none"
            raise QuestionError(f"{question.name} has no parameter {name!r}{known}")
    query, filters, given = question.sparql, "", {}
    for param in question.params:
        value = values.get(param.name, param.default).strip()
        if param.required and not value:
            raise QuestionError(f"{question.name} needs {param.name} ({param.label}){_like(param)}")
        pattern = TYPES[param.type](param, value, base) if value else ""
        if value:
            given[param.name] = value
        if param in FILTERS:
            filters += pattern + FILTERS[param] if value else ""
        else:
            before, after = _slot(param).split(query, maxsplit=1)
            query = before + pattern + after
    query = _FILTERS.sub(lambda _: filters, query)
    query = _WITH.sub(lambda line: _with(line, given), query)
    if first and not given:
        query = _FIRST.sub(r"\1\2\n\4 \3", query)
    return query.replace(f"BASE <{BASE}>", f"BASE <{base}>", 1)


def is_cut(question: Question, rows: int) -> bool:
    """Whether there may be more than what was bound with `first`: half of its limit, rows may merge."""
    limits = [int(found[3].rpartition(" ")[2]) for found in _FIRST.finditer(question.sparql)]
    return bool(limits) and rows >= min(limits) // 2


def examples(question: Question) -> dict[str, str]:
    """The values that `#expect` is asked with."""
    return {param.name: param.example or param.default for param in question.params}


# --- what an answer is worth -----------------------------------------------------------------------------------------


def name_checks(question: Question, values: Mapping[str, str], base: str = BASE) -> dict[str, str]:
    """For each name that is asked with, a query whether anything is called so."""
    asked = {param: values.get(param.name, param.default).strip() for param in question.params if param.type == "name"}
    return {value: f"ASK {{\n{TYPES[param.type](param, value, base)}}}" for param, value in asked.items() if value}


def _with(line: re.Match[str], given: Mapping[str, str]) -> str:
    name = line[2]
    return line[1] + _value(name).sub(lambda _: literal(given[name]), line[3]) if name in given else ""


def _value(name: str) -> re.Pattern[str]:
    return re.compile(rf"\${name}\b")


def _slot(param: Param) -> re.Pattern[str]:
    return re.compile(rf"^[ \t]*VALUES \?{param.name} \{{ UNDEF \}}[^\n]*\n", re.MULTILINE)


def _like(param: Param) -> str:
    example = param.example or param.default
    return f", like {param.name}={example}" if example else ""
