"""Which files a list of paths stands for, in which order, and which reader each one gets."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, TextIO

from kg.errors import ReadingError
from kg.model import Article
from kg.reading import stream
from kg.reading.formats import SUFFIXES, Input

STDIN = "-"
STANDARD_INPUT = "standard input"
ABOUT_THE_FOLDER = "readme"  # README.md and the like describe a folder of articles and are none themselves


def read(paths: Iterable[str], stdin: TextIO | BinaryIO | None = None) -> Iterator[Article | ReadingError]:
    """Every article of files, folders and "-" (standard input), lazily, in the order given, folders sorted by name.

    What cannot be read comes as a ReadingError in its place; the rest goes on. A file named twice is read once.
    """
    seen: set[str] = set()
    for path in paths:
        if path == STDIN:
            yield from _from_stream(_binary(stdin))
            continue
        for found in _files(path):
            if isinstance(found, ReadingError):
                yield found
            elif (real := os.path.realpath(found)) not in seen:
                seen.add(real)
                yield from _read_file(found)


def _binary(stdin: TextIO | BinaryIO | None) -> BinaryIO:
    given = sys.stdin if stdin is None else stdin
    buffer = getattr(given, "buffer", None)
    return buffer if buffer is not None else stream.as_binary(given)


def _from_stream(opened: BinaryIO) -> Iterator[Article | ReadingError]:
    try:
        yield from stream.read(Input(STANDARD_INPUT, None, opened))
    except OSError as error:
        yield ReadingError(STANDARD_INPUT, _why(error))


def _printable(path: str) -> str:
    """On one line, and in characters that every output takes."""
    if path.isprintable():
        return path or "''"
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "replace").decode() for c in path)


def _files(path: str) -> Iterator[str | ReadingError]:
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError) as error:
        yield ReadingError(_printable(path), _why(error))
        return
    if stat.S_ISDIR(mode):
        yield from _folder(path)
    elif stat.S_ISREG(mode) and Path(path).suffix.lower() not in SUFFIXES:
        kinds = " ".join(SUFFIXES)
        yield ReadingError(
            _printable(path), f"is of a kind that cannot be read; use {kinds}, or pipe it to -", Path(path).stem
        )
    else:
        yield path


def _folder(path: str) -> Iterator[str | ReadingError]:
    found = False
    failures: list[OSError] = []
    for folder, folders, names in os.walk(path, onerror=failures.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if _is_article(folder, name):
                found = True
                yield os.path.join(folder, name)
        yield from (ReadingError(_printable(str(error.filename)), _why(error)) for error in failures)
        found = found or bool(failures)
        failures.clear()
    yield from (ReadingError(_printable(str(error.filename)), _why(error)) for error in failures)
    if not found and not failures:
        yield ReadingError(_printable(path), f"holds no articles; put files of these kinds there: {' '.join(SUFFIXES)}")


def _is_article(folder: str, name: str) -> bool:
    """Regular files only: a pipe in a folder would wait for ever."""
    stem, suffix = os.path.splitext(name.lower())
    known = suffix in SUFFIXES and not name.startswith(".") and stem != ABOUT_THE_FOLDER
    path = os.path.join(folder, name)
    return known and (os.path.isfile(path) or not os.path.exists(path))  # a broken link is reported when it is opened


def _read_file(path: str) -> Iterator[Article | ReadingError]:
    try:
        with open(path, "rb") as opened:
            if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
                yield from stream.read(Input(_printable(path), None, opened))
                return
            reader = SUFFIXES[Path(path).suffix.lower()]
            yield from reader(Input(_printable(path), Path(path).stem, opened))
    except OSError as error:
        yield ReadingError(_printable(path), _why(error), Path(path).stem)


def _why(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "does not exist; give a file, a folder, or - for standard input"
    if isinstance(error, PermissionError):
        return "may not be read; change its permissions"
    return f"cannot be read: {getattr(error, 'strerror', None) or error}"
