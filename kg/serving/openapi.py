"""What the server offers, as OpenAPI 3.1: drawn from the routes and the questions themselves, so always in step."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator
from typing import Any

from flask import Flask

from kg import __version__
from kg.questions import Param, Question

_VARIABLE = re.compile(r"<(?:[^:>]+:)?([^>]+)>")
_SCHEMAS = {
    "date": {"type": "string", "format": "date"},
    "number": {"type": "number"},
    "iri": {"type": "string", "format": "uri"},
}
_ERROR = {
    "type": "object",
    "required": ["error", "detail", "status"],
    "properties": {"error": {"type": "string"}, "detail": {"type": "string"}, "status": {"type": "integer"}},
}
_SPARQL = ("query", "default-graph-uri", "named-graph-uri", "format")
_STORE = ("graph", "default")


def described(app: Flask, questions: Iterable[Question], root: str) -> dict[str, Any]:
    paths: dict[str, dict[str, Any]] = {}
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        name = _VARIABLE.sub(lambda match: "{" + match[1].strip("_") + "}" if match[1] != "_" else "{path}", rule.rule)
        view = app.view_functions[rule.endpoint]
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            paths.setdefault(name, {})[method.lower()] = _operation(rule.endpoint, view, method, name)
    for question in questions:
        for suffix in ("", ".json", ".csv", ".ttl", ".rq"):
            paths[f"/questions/{question.name}{suffix}"] = {"get": _question(question)}
    return {
        "openapi": "3.1.0",
        "info": {"title": "newskg", "version": __version__, "description": "What the news says, as a graph."},
        "servers": [{"url": root.rstrip("/") or "/"}],
        "paths": paths,
        "components": {
            "schemas": {"Error": _ERROR},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(endpoint: str, view: object, method: str, path: str) -> dict[str, Any]:
    about = (inspect.getdoc(view) or endpoint.rpartition(".")[2].replace("_", " ")).split("\n")[0]
    operation: dict[str, Any] = {
        "operationId": f"{endpoint}.{method.lower()}",
        "summary": about,
        "parameters": [*map(_in_path, re.findall(r"{(\w+)}", path)), *_in_query(path)],
        "responses": _responses(),
    }
    if method != "GET" and path != "/sparql":
        operation["security"] = [{"token": []}]
    return operation


def _in_path(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def _in_query(path: str) -> Iterator[dict[str, Any]]:
    for name in _SPARQL if path == "/sparql" else _STORE if path == "/store" else ():
        yield {"name": name, "in": "query", "schema": {"type": "string"}}


def _question(question: Question) -> dict[str, Any]:
    return {
        "operationId": f"question.{question.name}",
        "summary": question.title,
        "description": question.description,
        "parameters": list(map(_parameter, question.params)),
        "responses": _responses(),
    }


def _parameter(param: Param) -> dict[str, Any]:
    schema: dict[str, Any] = dict(_SCHEMAS.get(param.type, {"type": "string"}))
    if param.choices:
        schema["enum"] = list(param.choices)
    if param.default:
        schema["default"] = param.default
    about: dict[str, Any] = {"name": param.name, "in": "query", "required": param.required, "schema": schema}
    if param.example:
        about["example"] = param.example
    return about | {"description": " ".join(filter(None, (param.label, param.help)))}


def _responses() -> dict[str, Any]:
    error = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    return {
        "2XX": {"description": "the answer"},
        "4XX": {"description": "what is wrong with the request", "content": error},
        "503": {"description": "stopped by a limit, or busy: Retry-After says when to come again", "content": error},
    }
