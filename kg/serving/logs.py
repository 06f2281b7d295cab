"""What the server writes to stderr: one JSON object a line, without secrets and with control characters escaped."""

from __future__ import annotations

import json
import logging
import sys
import time

LONGEST = 2000  # characters of a value
_OWN = frozenset(vars(logging.makeLogRecord({})))


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, object] = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
        }
        told |= {name: value for name, value in vars(record).items() if name not in _OWN}
        if record.exc_info:
            told["exception"] = self.formatException(record.exc_info)
        return json.dumps({name: _short(value) for name, value in told.items()})


def begin(requests: bool) -> None:
    """From now on; `requests`: a line for each of them too."""
    stream = logging.StreamHandler(sys.stderr)
    stream.setFormatter(JsonLines())
    logging.basicConfig(handlers=[stream], level=logging.WARNING, force=True)
    logging.getLogger("kg.requests").setLevel(logging.INFO if requests else logging.WARNING)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that a request waits a moment is no news


def _short(value: object) -> object:
    text = value if isinstance(value, str) else None
    return value if text is None or len(text) <= LONGEST else f"{text[:LONGEST]} …"
