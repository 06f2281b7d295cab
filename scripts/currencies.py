"""Writes kg/annotation/data/currencies.toml from Babel (BSD-3-Clause), which packages Unicode CLDR (Unicode-3.0).

pip install babel && python scripts/currencies.py
"""

from __future__ import annotations

import json
from pathlib import Path

import babel
from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_name

TARGET = Path(__file__).parent.parent / "kg/annotation/data/currencies.toml"
# In the news of the twentieth century.
RETIRED = ["ATS", "BEF", "DEM", "ESP", "FIM", "FRF", "GRD", "HRK", "IEP", "ITL", "NLG", "PTE"]
LEFT_OUT = {"ZWG"}  # "Zimbabwean gold": its noun is no currency word
HEADER = f"""\
# Made by scripts/currencies.py from Babel {babel.__version__} (BSD-3-Clause; data: Unicode CLDR, Unicode-3.0).
# nouns: a form -> the noun; owners: what stands before the noun -> ISO 4217; countries: name -> its currency.

"""


def in_use() -> dict[str, set[str]]:
    """Each currency that is legal tender somewhere today, with its territories (ISO 3166)."""
    used: dict[str, set[str]] = {}
    for territory, rows in get_global("territory_currencies").items():
        for code, _, end, tender in rows:
            if tender and end is None and code not in LEFT_OUT:
                used.setdefault(code, set()).add(territory)
    return used


def table(name: str, rows: dict[str, str]) -> str:
    lines = [f"{json.dumps(key, ensure_ascii=False)} = {json.dumps(value)}" for key, value in sorted(rows.items())]
    return "\n".join([f"[{name}]", *lines, "", ""])


def main() -> None:
    english, used = Locale("en"), in_use()
    nouns: dict[str, str] = {}
    owners: dict[str, dict[str, str]] = {}
    for code in sorted({*used, *RETIRED}):
        *owner, noun = get_currency_name(code, 1, locale="en").lower().split()
        plural = get_currency_name(code, 2, locale="en").lower().split()[-1]
        nouns |= {noun: noun, plural: noun}
        owners.setdefault(noun, {})[" ".join(owner)] = code
    countries = {english.territories[territory]: code for code in sorted(used) for territory in sorted(used[code])}
    tables = [table("nouns", nouns), table("countries", countries)]
    tables += [table(f"owners.{json.dumps(noun, ensure_ascii=False)}", rows) for noun, rows in sorted(owners.items())]
    TARGET.write_text(HEADER + "".join(tables), "utf-8")


if __name__ == "__main__":
    main()
