"""What runs leave beside the store for people to read: reports as JSON files, in no graph, no dump and no backup."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
from pathlib import Path
from typing import Any

BUILD, VALIDATION, VERSIONS = "build", "validation", "versions"


def leave(location: str, name: str, remark: dict[str, Any]) -> None:
    """Replaces the remark of that name; where the folder cannot be written, nothing is left."""
    target = Path(location) / f"{name}.json"
    fresh = target.with_suffix(f".{os.getpid()}")
    with contextlib.suppress(OSError):
        fresh.write_text(json.dumps(remark, ensure_ascii=False, indent=1) + "\n", "utf-8")
        fresh.replace(target)


def find(location: str, name: str) -> tuple[dict[str, Any], dt.datetime] | None:
    """The remark and when it was left (UTC); None where there is none that can be read."""
    path = Path(location) / f"{name}.json"
    try:
        remark = json.loads(path.read_text("utf-8"))
        when = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
    except (OSError, ValueError):
        return None
    return (remark, when) if isinstance(remark, dict) else None
