"""News articles in, a knowledge graph out."""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"
__all__ = ["__version__", "connect"]


def __getattr__(name: str) -> Any:
    """`kg.connect` is there without its imports being paid for by whoever does not use it."""
    if name == "connect":
        return import_module("kg.client").connect
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
