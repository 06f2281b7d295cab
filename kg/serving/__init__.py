"""The server: SPARQL, dumps, canned questions and pages over the published graph, without any language processing."""

from kg.serving.app import create_app
from kg.serving.server import serve

__all__ = ["create_app", "serve"]
