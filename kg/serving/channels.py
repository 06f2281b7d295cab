"""Connections of the server whose plain queries go the short way, where there is one."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol, cast

from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import WSGITask

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment


class ShortWay(Protocol):
    def takes(self, channel: Channel, data: bytes) -> bool:
        """Whether it answers what has been read."""
        ...

    def run(self) -> None: ...


class Channel(HTTPChannel):
    """A connection whose plain queries go the short way."""

    held = False  # while its request is in the lane nothing more is read
    known: Mapping[str, Any] = MappingProxyType({})  # of the request that is read next: for the app

    def readable(self) -> bool:
        return not self.held and bool(super().readable())

    def received(self, data: bytes) -> bool:
        lane = cast(Server, self.server).lane
        busy = self.request or self.requests or self.total_outbufs_len or self.will_close or self.close_when_flushed
        if lane and not busy and lane.takes(self, data):
            return True
        return bool(super().received(data))


class Task(WSGITask):
    channel: Channel

    def get_environment(self) -> WSGIEnvironment:
        environ: WSGIEnvironment = super().get_environment()
        environ.update(self.channel.known)
        self.channel.known = Channel.known
        return environ


Channel.task_class = Task


class Server(TcpWSGIServer):
    """Waitress's own, with the lane where there is one."""

    channel_class = Channel
    lane: ShortWay | None = None

    def maintenance(self, now: int) -> None:
        """A connection whose query is being answered is not idle."""
        channels: dict[int, Channel] = self.active_channels  # type: ignore[assignment]  # as it is, whatever is declared
        for channel in channels.values():
            if getattr(channel, "held", False):
                channel.last_activity = now
        super().maintenance(now)

    def serve(self) -> None:
        """Until it is interrupted."""
        (self.lane or self).run()
