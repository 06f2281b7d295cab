"""How a command of the command line ended, as the fixture `kg` tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str


Kg = Callable[..., Ended]
