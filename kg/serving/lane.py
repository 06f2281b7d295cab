"""The short way of a plain query: from the server's own loop to a worker and back, without a thread or the app.

Only what is quick and well ends here. An answer that takes longer is waited for in a thread; what is then there, an
answer or an error, goes with the request to the app. tests/test_serving_lane.py holds both ways to the same answers.
"""

from __future__ import annotations

import contextlib
import io
import json
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from waitress import wasyncore
from waitress.channel import HTTPChannel

from kg.errors import KgError, StoreError
from kg.serving import plain
from kg.serving.channels import Channel, Server
from kg.serving.front import LARGEST, Front, Kept
from kg.serving.headers import SMALLEST_PACKED
from kg.serving.site import Site
from kg.store.pool import GLANCE, IN_MEMORY, Answer, Begun, Query, QueryPool
from kg.store.process import Stopped, error_of

if TYPE_CHECKING:
    pass

ROUTE = "/sparql"
REST = 1.0  # seconds the loop sleeps where nothing is asked


@dataclass(eq=False)
class Asking:
    channel: Channel
    data: bytes
    request: plain.Request
    query: Query
    snapshot: str
    client: str
    begin: float


class Running:
    """A query in a worker, as an object of the server's loop."""

    accepting = False

    def __init__(self, lane: Lane, asking: Asking, begun: Begun) -> None:
        self.asking, self.begun = asking, begun
        self._lane = lane

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return False

    def handle_read_event(self) -> None:
        try:
            frames = self.begun.worker.gathered()
        except Stopped:
            self._lane.hand_over(self)
            return
        if frames is not None:
            self._lane.finish(self, frames)
        elif self.begun.worker.gathering > IN_MEMORY:
            self._lane.hand_over(self)

    def handle_close(self) -> None:
        self._lane.hand_over(self)

    handle_error = handle_expt_event = handle_close


class Lane:
    """All of it runs in the server's loop, but for `_attend`."""

    def __init__(self, site: Site, pool: QueryPool, front: Front, server: Server) -> None:
        self._site, self._pool, self._front, self._server = site, pool, front, server
        self._map: dict[int, Any] = server._map  # type: ignore[attr-defined]
        self._waiting: deque[Asking] = deque()
        self._running: set[Running] = set()
        self._attended: deque[tuple[Asking, dict[str, Any]]] = deque()
        self._threads = ThreadPoolExecutor(site.settings.workers)
        self._attending = 0
        self._stopped = False
        pool.on_release = self._wake

    def run(self) -> None:
        """The server's loop, until it is stopped or interrupted; what has been begun is ended."""
        with contextlib.suppress(SystemExit, KeyboardInterrupt):
            while not self._stopped:
                self._turn(GLANCE / 4 if self._busy else REST)
        end = time.monotonic() + GLANCE
        while self._busy and time.monotonic() < end:
            self._turn(GLANCE / 4)
        self._server.task_dispatcher.shutdown()
        self._threads.shutdown(
            wait=False, cancel_futures=True
        )  # the workers are ended next, and their queries with them
        wasyncore.close_all(self._map)

    def stop(self) -> None:
        """From another thread."""
        self._stopped = True
        self._server.pull_trigger()

    def takes(self, channel: Channel, data: bytes) -> bool:
        """Whether it answers this, now or later."""
        request, begin = plain.read(data), time.monotonic()
        snapshot = request and self._pool.newest()
        if request is None or not snapshot:
            return False
        client = _client(request, channel, self._site.settings.proxies)
        kept = self._front.answers.get((snapshot, *request.key))
        query = None if kept else plain.query(request, self._site)
        if (kept is None and query is None) or not self._front.allows(client, begin):
            return False
        if kept:
            self._answer(channel, request, client, begin, kept.body, cached=True)
            return True
        assert query is not None
        asking = Asking(channel, data, request, query, snapshot, client, begin)
        if self._begin(asking):
            return True
        if self._pool.busy < self._site.settings.workers and not self._waiting:  # one has to be started
            channel.known = {"kg.counted": True}
            return False
        channel.held = True
        self._waiting.append(asking)
        return True

    def finish(self, running: Running, frames: list[tuple[bytes, bytes]]) -> None:
        """With an answer, or an error; the worker goes on first."""
        self._leave(running)
        worker, asking = running.begun.worker, running.asking
        if self._waiting and not self._pool.wanted:
            self._begin_with(worker, self._waiting.popleft())
        else:
            self._pool.release(worker)
        kind, told = frames[-1]
        if kind == b"X":
            error = error_of(told)
            self._pass_on(asking, {} if isinstance(error, StoreError) else {"kg.error": error})
            return
        head, body = _head(frames[0][1]), b"".join(content for _, content in frames[1:-1])
        if len(body) > LARGEST or (asking.request.packs and len(body) >= SMALLEST_PACKED):
            found = Answer(head["kind"], head["format"], io.BytesIO(body), len(body), running.begun.snapshot)
            self._pass_on(asking, {"kg.answer": found})
            return
        rest = plain.response(head["format"], running.begun.snapshot, body)
        self._front.answers.keep((running.begun.snapshot, *asking.request.key), Kept([], rest, "", ROUTE))
        self._answer(asking.channel, asking.request, asking.client, asking.begin, rest)

    def hand_over(self, running: Running) -> None:
        """To a thread that waits for the answer, or for the end of the worker."""
        if running not in self._running:
            return  # done with already: one poll may tell of an answer and of the end
        self._leave(running)
        self._attending += 1
        self._threads.submit(self._attend, running)

    @property
    def _busy(self) -> bool:
        return bool(self._running or self._waiting or self._attending or self._attended)

    def _turn(self, rest: float) -> None:
        wasyncore.poll2(rest, self._map)
        while self._waiting and self._begin(self._waiting[0]):
            self._waiting.popleft()
        while self._attended:
            self._attending -= 1
            self._pass_on(*self._attended.popleft())
        late = time.monotonic() - GLANCE
        for running in [each for each in self._running if each.asking.begin < late]:
            self.hand_over(running)
        while self._waiting and self._waiting[0].begin < late:
            self._pass_on(self._waiting.popleft(), {})

    def _begin(self, asking: Asking) -> bool:
        worker = self._pool.take()
        if worker is None:
            return False
        self._begin_with(worker, asking)
        return True

    def _begin_with(self, worker: Any, asking: Asking) -> None:
        asking.channel.held = True
        begun = self._pool.begin(worker, asking.query, asking.snapshot)
        running = Running(self, asking, begun)
        self._running.add(running)
        self._map[worker.fileno()] = running

    def _leave(self, running: Running) -> None:
        self._running.discard(running)
        self._map.pop(running.begun.worker.fileno(), None)

    def _attend(self, running: Running) -> None:
        known: dict[str, Any] = {}
        try:
            known = {"kg.answer": self._pool.attend(running.begun, running.asking.client)}
        except StoreError:
            pass
        except KgError as error:
            known = {"kg.error": error}
        finally:
            self._attended.append((running.asking, known))
            self._server.pull_trigger()

    def _pass_on(self, asking: Asking, known: dict[str, Any]) -> None:
        """To the app, with what is known."""
        channel = asking.channel
        channel.held = False
        if not channel.connected:
            return
        channel.known = known | {"kg.counted": True}
        HTTPChannel.received(channel, asking.data)

    def _answer(
        self, channel: Channel, request: plain.Request, client: str, begin: float, rest: bytes, cached: bool = False
    ) -> None:
        channel.held = False
        if channel.connected and channel.socket:
            data = plain.opened(rest, request.closes)
            try:
                sent = channel.socket.send(data)
            except BlockingIOError:
                sent = 0
            except OSError:
                channel.handle_close()
                return
            if sent < len(data):
                channel.write_soon(data[sent:])
            channel.close_when_flushed = request.closes
        told = {"method": request.method, "address": f"{ROUTE}?{request.address}", "client": client}
        self._front.tell(told, ROUTE, 200, begin, cached)

    def _wake(self) -> None:
        if self._waiting:
            self._server.pull_trigger()


@lru_cache(maxsize=64)
def _head(told: bytes) -> dict[str, str]:
    found: dict[str, str] = json.loads(told)
    return found


def _client(request: plain.Request, channel: Channel, proxies: int) -> str:
    """Who asks: as many proxies as are trusted tell of whom they have it."""
    told = [each.strip() for each in request.forwarded.split(",")] if proxies else []
    return told[-proxies] if proxies and len(told) >= proxies else str(channel.addr[0])
