"""Where the packaged folders are: in the wheel under `kg/share/`, in a checkout beside `kg/`."""

from __future__ import annotations

from pathlib import Path

from kg.errors import NotFound

FOLDERS = ("ontology", "queries", "seeds")


def path(folder: str) -> Path:
    """The folder `ontology`, `queries` or `seeds`. Raises NotFound where the installation lacks it."""
    here = Path(__file__).parent
    for candidate in (here / "share" / folder, here.parent / folder):
        if folder in FOLDERS and candidate.is_dir():
            return candidate
    raise NotFound(f"no folder {folder!r} beside {here}; there are {', '.join(FOLDERS)}: is newskg installed whole?")
