"""What an article's claims depend on beside the article, as one digest: where it differs, the article is read anew."""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.model import Authority
from kg.settings import Settings

CODE = ("annotation", "extraction", "mapping", "model.py", "relations", "terms.py")  # what claims are made with
DERIVING = (
    "authority.py",
    "consolidation",
    "mapping",
    "model.py",
    "ontology.py",
    "reasoning",
    "terms.py",
)  # what facts are made with
PACKAGES = ("spacy",)  # whose rules show in claims

_HERE = Path(__file__).parent.parent


def pipeline_version(settings: Settings, authority: Authority) -> str:
    """SHA-256 over code, relation files, model, authority and base IRI. Loads no model."""
    parts = [settings.base_iri, authority.digest, *_model(settings.model), *map(_package, PACKAGES)]
    parts += _files(_HERE / name for name in CODE)
    if settings.relations:
        parts += _files([Path(settings.relations)])
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _model(name: str) -> Iterator[str]:
    """A model is what its own description says it is."""
    yield name
    folder = Path(name)
    if not folder.is_dir():
        spec = importlib.util.find_spec(name) if name.isidentifier() else None
        folder = Path(spec.origin).parent if spec and spec.origin else folder
    description = folder / "meta.json"
    yield hashlib.sha256(description.read_bytes()).hexdigest() if description.is_file() else "unknown"


def _package(name: str) -> str:
    try:
        return f"{name} {importlib.metadata.version(name)}"
    except importlib.metadata.PackageNotFoundError:
        return f"{name} absent"


def _files(places: Iterable[Path]) -> Iterator[str]:
    """Relative name and digest of every file but compiled ones: a moved installation is the same."""
    for place in places:
        files = [place] if place.is_file() else sorted(path for path in place.rglob("*") if path.is_file())
        for file in files:
            if "__pycache__" not in file.parts:
                yield f"{file.relative_to(place.parent).as_posix()} {hashlib.sha256(file.read_bytes()).hexdigest()}"


def derivation_version(settings: Settings, digests: Iterable[str]) -> str:
    """SHA-256 over the code that derives facts, the base IRI and the digests of what else it reads."""
    parts = [settings.base_iri, *digests, *_files(_HERE / name for name in DERIVING)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
