"""What can go wrong, as one tree.

KgError
├── UsageError            the caller asked for something that cannot be (exit 2)
├── SettingError          a setting has a value that makes no sense (exit 2)
├── ReadingError          one input could not be read; the others go on
├── RelationError         a relation file says something that cannot be
├── ModelError            the language model is missing or unusable
├── QuestionError         a canned question or one of its parameters is wrong (exit 2)
├── NotAllowed            a graph that is computed is not for writing (exit 2)
├── NotFound              nothing of that name (exit 3)
├── QuerySyntaxError      the SPARQL text cannot be parsed (exit 4)
├── QueryLimit            a query was stopped by a limit (exit 124)
│   └── Busy              it was not begun, or gave way to others: later it may be answered
└── StoreError            the store could not do it
    └── StoreLocked       another process is writing to it
"""

__all__ = [
    "Busy",
    "KgError",
    "ModelError",
    "NotAllowed",
    "NotFound",
    "QueryLimit",
    "QuerySyntaxError",
    "QuestionError",
    "ReadingError",
    "RelationError",
    "SettingError",
    "StoreError",
    "StoreLocked",
    "UsageError",
]


class KgError(Exception):
    """Everything this package raises on purpose. `str()` says where, what is wrong, and what would be right."""

    exit_code = 1


class UsageError(KgError):
    exit_code = 2


class SettingError(KgError):
    exit_code = 2


class ReadingError(KgError):
    """One input could not be read. `source` names it; `str()` is one line for the user."""

    def __init__(self, source: str, reason: str, article_id: str | None = None) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason
        self.article_id = article_id

    def __reduce__(self) -> tuple[type["ReadingError"], tuple[str, str, str | None]]:
        return type(self), (self.source, self.reason, self.article_id)


class RelationError(KgError):
    pass


class ModelError(KgError):
    pass


class QuestionError(KgError):
    exit_code = 2


class NotAllowed(KgError):
    exit_code = 2


class NotFound(KgError):
    exit_code = 3


class QuerySyntaxError(KgError):
    exit_code = 4


class QueryLimit(KgError):
    exit_code = 124


class Busy(QueryLimit):
    pass


class StoreError(KgError):
    pass


class StoreLocked(StoreError):
    pass
