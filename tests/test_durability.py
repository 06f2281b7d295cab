"""A store that its writer is torn from: killed at random points, or out of room on the disk."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from kg.settings import Settings
from kg.store import open_store
from kg.terms import article_iri

KILLS = Path(__file__).parent.parent / "benchmarks" / "kills.py"
BASE = Settings.base_iri
FILL = f"""
import resource, signal, sys
from kg.errors import StoreError
from kg.store import LedgerEntry, open_store
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # what is beyond the limit is then an error, as on a full disk
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
with open_store(sys.argv[1]) as store:
    for number in range(10_000):
        graph = f"{BASE}article/{{number}}"
        words = "much " * 20
        lines = "".join(f'<{{graph}}#{{n}}> <x:says> "{{n}} {{words}}" <{{graph}}> .\\n' for n in range(40))
        try:
            store.apply(insert=lines, ledger={{graph: LedgerEntry("whole")}})
        except StoreError as error:
            sys.exit(f"{{number}} {{error}}")
"""


def test_nothing_is_lost_or_half_there_after_kills() -> None:
    done = subprocess.run([sys.executable, str(KILLS), "10"], capture_output=True, text=True)
    assert done.stdout.splitlines()[-1:] + done.stderr.splitlines() == [done.stdout.strip()], done.stdout + done.stderr
    assert done.stdout.startswith("10 kills")


def test_a_full_disk_is_told_and_the_store_opens_again(tmp_path: Path) -> None:
    location = str(tmp_path / "store")
    filled = subprocess.run([sys.executable, "-c", FILL, location], capture_output=True, text=True)
    number, _, told = filled.stderr.strip().partition(" ")
    with open_store(location) as store:
        there = {iri: len(store.graph(iri).splitlines()) for iri in store.ledger()}
        store.apply(insert=f"<x:a> <x:b> <x:c> <{BASE}article/more> .\n")
    assert there == {article_iri(BASE, str(n)): 40 for n in range(int(number))}, filled.stderr
    assert told.startswith(f"{location}: ") and told.endswith("nothing of this change was written")
