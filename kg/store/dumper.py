"""A process that writes dumps of a snapshot into files, each complete or not at all.

python -m kg.store.dumper LOCATION BASE_IRI SNAPSHOT [GRAPH FORMAT TARGET]…      (TARGET may end in .gz)
"""

from __future__ import annotations

import gzip
import os
import sys
from pathlib import Path
from typing import IO, cast

from kg.store import is_remote
from kg.store.reading import SnapshotStore
from kg.store.remote import RemoteStore


def _opened(location: str, base_iri: str, snapshot: str) -> SnapshotStore | RemoteStore:
    return RemoteStore(location, base_iri) if is_remote(location) else SnapshotStore(location, base_iri, snapshot)


def main(location: str, base_iri: str, snapshot: str, *wanted: str) -> None:
    with _opened(location, base_iri, snapshot) as store:
        for graph, format, target in zip(wanted[::3], wanted[1::3], wanted[2::3], strict=True):
            _write(store, graph, format, target)


def _write(store: SnapshotStore | RemoteStore, graph: str, format: str, target: str) -> None:
    draft = Path(f"{target}.draft")
    with draft.open("wb") as file:
        if target.endswith(".gz"):
            with gzip.GzipFile(filename="", fileobj=file, mode="wb", compresslevel=6, mtime=0) as packed:
                store.dump(graph, format, cast(IO[bytes], packed))
        else:
            store.dump(graph, format, file)
    os.replace(draft, target)


if __name__ == "__main__":
    main(*sys.argv[1:])
