"""What a query process may not do: take all memory, run on without its parent, open a socket."""

from __future__ import annotations

import ctypes
import errno
import platform
import resource
import struct
import sys
from pathlib import Path

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _FILTER_MODE = 38, 22, 2
_SOCKET = {"x86_64": 41, "aarch64": 198}  # number of the system call
_LOAD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06  # instructions of the kernel's filter machine
_ALLOW, _FAIL = 0x7FFF0000, 0x00050000 | errno.EPERM


def limit_memory(beyond: int) -> None:
    """No core file, and (Linux) no more than `beyond` MiB of address space above what is used now."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        size = pages * resource.getpagesize() + beyond * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (size, resource.RLIM_INFINITY))


def free_memory() -> None:
    """Lifts the limit: a store being opened starts threads, each with address space of its own."""
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def limit_time(seconds: int) -> None:
    """The kernel ends this process after so much more computing: in case no parent is left to do it."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime)
    resource.setrlimit(resource.RLIMIT_CPU, (used + seconds + 5, resource.RLIM_INFINITY))


def forbid_network() -> bool:
    """From now on `socket` fails in this process (Linux seccomp filter); False where that is not to be had.

    SERVICE and LOAD are refused before a query gets here: this is the second lock on the same door.
    """
    number = _SOCKET.get(platform.machine())
    if sys.platform != "linux" or number is None:
        return False
    program = b"".join(
        struct.pack("HBBI", *step)
        for step in (
            (_LOAD, 0, 0, 0),  # the number of the call
            (_JUMP_IF_EQUAL, 0, 1, number),
            (_RETURN, 0, 0, _FAIL),
            (_RETURN, 0, 0, _ALLOW),
        )
    )
    steps = ctypes.create_string_buffer(program, len(program))
    filter_ = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(steps))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return int(libc.prctl(_PR_SET_SECCOMP, _FILTER_MODE, filter_, 0, 0)) == 0
