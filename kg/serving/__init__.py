"""The server: SPARQL, dumps, canned questions and pages over the published graph, without any language processing."""

from kg.serving.app import create_app, create_app_from_environment
from kg.serving.server import serve

__all__ = ["create_app", "create_app_from_environment", "serve"]
