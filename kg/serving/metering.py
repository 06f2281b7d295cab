"""What is counted of the server's work, and how it is told: the text format of Prometheus, version 0.0.4."""

from __future__ import annotations

import threading
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import accumulate

BOUNDS = (0.005, 0.025, 0.1, 0.5, 2.5, 10.0)  # seconds


class Metrics:
    """Threads may share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: Counter[tuple[str, int]] = Counter()  # by route and status
        self._took = [0] * (len(BOUNDS) + 1)  # requests by the first bound that they keep; the last: none
        self._seconds = 0.0
        self._cached = 0

    def count(self, route: str, status: int, begin: float, cached: bool = False) -> None:
        """`begin` as time.monotonic() told it."""
        seconds = time.monotonic() - begin
        with self._lock:
            self._requests[route, status] += 1
            self._seconds += seconds
            self._cached += cached
            self._took[bisect_left(BOUNDS, seconds)] += 1

    def text(self, gauges: Mapping[str, float]) -> str:
        """`gauges`: what is measured now, by name."""
        with self._lock:
            lines = [*self._lines(), *(line for name in gauges for line in _one(name, "gauge", gauges[name]))]
        return "\n".join(lines) + "\n"

    def _lines(self) -> Iterator[str]:
        yield "# TYPE kg_requests_total counter"
        for (route, status), number in sorted(self._requests.items()):
            yield f'kg_requests_total{{route="{route}",status="{status}"}} {number}'
        yield from _one("kg_cached_answers_total", "counter", self._cached)
        yield "# TYPE kg_request_seconds histogram"
        for bound, within in zip(BOUNDS, accumulate(self._took), strict=False):
            yield f'kg_request_seconds_bucket{{le="{bound}"}} {within}'
        total = self._requests.total()
        yield f'kg_request_seconds_bucket{{le="+Inf"}} {total}'
        yield f"kg_request_seconds_sum {self._seconds:.6f}"
        yield f"kg_request_seconds_count {total}"


def _one(name: str, kind: str, value: float) -> Iterator[str]:
    yield f"# TYPE {name} {kind}"
    yield f"{name} {value:g}"
