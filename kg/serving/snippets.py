"""The same answer from elsewhere: how to ask for it with curl, Python, pandas, R, or in SPARQL."""

from __future__ import annotations

import shlex


def of_question(page: str, csv: str, json: str) -> dict[str, str]:
    """`page`, `csv`, `json`: whole addresses of the answer. Name of the tool -> what to type."""
    return {
        "Link": page,
        "curl": f"curl -sS {shlex.quote(csv)}",
        "Python": (
            "import json, urllib.request\n\n"
            f"with urllib.request.urlopen({json!r}) as answer:\n"
            '    rows = json.load(answer)["results"]["bindings"]\n'
            'print([{name: term["value"] for name, term in row.items()} for row in rows])'
        ),
        "pandas": f"import pandas as pd\n\nframe = pd.read_csv({csv!r})",
        "R": f"frame <- read.csv({_double(csv)})",
    }


def of_endpoint(endpoint: str) -> dict[str, str]:
    """`endpoint`: the whole address of /sparql."""
    query = "SELECT ?who ?whom { ?a kg:metWith ?b . ?a skos:prefLabel ?who . ?b skos:prefLabel ?whom }"
    server = endpoint.removesuffix("sparql")
    return {
        "curl": f"curl -sS {shlex.quote(endpoint)} -H 'Accept: text/csv' --data-urlencode query={shlex.quote(query)}",
        "Python": (
            "import kg\n\n"
            f"graph = kg.connect({server!r})\n"
            'meetings = graph.ask("who-met-whom")  # a pandas DataFrame\n'
            f"pairs = graph.query({query!r})"
        ),
        "pandas": (
            "import pandas as pd\nfrom urllib.parse import urlencode\n\n"
            f"query = {query!r}\n"
            f"frame = pd.read_csv({endpoint!r} + '?' + urlencode({{'query': query, 'format': 'csv'}}))"
        ),
        "SPARQLWrapper": (
            "from SPARQLWrapper import JSON, SPARQLWrapper\n\n"
            f"endpoint = SPARQLWrapper({endpoint!r})\n"
            "endpoint.setReturnFormat(JSON)\n"
            f"endpoint.setQuery({query!r})\n"
            'rows = endpoint.queryAndConvert()["results"]["bindings"]'
        ),
        "R": (
            f"query <- {_double(query)}\n"
            f'frame <- read.csv(paste0({_double(endpoint)}, "?format=csv&query=", URLencode(query, reserved = TRUE)))'
        ),
    }


def _double(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
