"""Short articles of our own, for tests that run the whole path: what they say is made up."""

from __future__ import annotations

import json
from pathlib import Path

ARTICLES = {
    "plan": (
        "2025-03-03",
        "The Harbour Post",
        "Prime Minister Elena Marsh of Norway is set to meet President Tomas Reyes of Chile in Lisbon on Friday. "
        "The two leaders are expected to discuss shipping.",
    ),
    "meeting": (
        "2025-03-08",
        "The Daily Ledger",
        "President Tomas Reyes of Chile met Prime Minister Elena Marsh of Norway in Lisbon on Friday. "
        "Reyes said the talks had gone well.",
    ),
    "money": (
        "2025-03-10",
        "The Harbour Post",
        "Nordlys Energy, led by chief executive Ingrid Dahl, plans to invest up to $2 billion in the Andes Wind farm. "
        "Dahl told reporters that work would start next year.",
    ),
    "bid": (
        "2025-03-12",
        "The Daily Ledger",
        "The Chilean government blocked the acquisition of Cobre Sur by Nordlys Energy on Tuesday. "
        "Nordlys Energy had offered 900 million euros for Cobre Sur in January.",
    ),
}


def write(folder: Path, *names: str, prefix: str = "") -> list[str]:
    """The named articles (without a name, all) as text files with front matter; their paths in that order."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name in names or ARTICLES:
        date, publisher, text = ARTICLES[name]
        path = folder / f"{prefix}{name}.txt"
        path.write_text(
            f"---\nid: {name}\ntitle: On {name}\ndate: {date}\npublisher: {publisher}\n---\n{text}\n", "utf-8"
        )
        paths.append(str(path))
    return paths


def jsonl() -> str:
    """All of them as JSON Lines."""
    rows = ({"id": name, "date": day, "publisher": who, "text": text} for name, (day, who, text) in ARTICLES.items())
    return "".join(json.dumps(row) + "\n" for row in rows)
