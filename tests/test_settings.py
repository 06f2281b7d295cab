"""Settings: defaults, environment, what is given; and every wrong value gets a line that helps."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from kg.errors import SettingError
from kg.settings import SETTINGS, Settings


@pytest.mark.parametrize("row", SETTINGS, ids=lambda row: row.name)
def test_the_dataclass_says_what_the_table_says(row: Any) -> None:
    assert getattr(Settings.load({}), row.name) == row.default


def test_no_field_without_a_row() -> None:
    assert [field.name for field in fields(Settings)] == [row.name for row in SETTINGS]


@pytest.mark.parametrize(
    ("environment", "given", "name", "value"),
    [
        ({}, {}, "port", 8080),
        ({"KG_PORT": "9090"}, {}, "port", 9090),
        ({"KG_PORT": "9090"}, {"port": 7070}, "port", 7070),
        ({"KG_PORT": "9090"}, {"port": None}, "port", 9090),
        ({"KG_PORT": ""}, {}, "port", 8080),
        ({"KG_BASE_IRI": "https://example.org/"}, {}, "base_iri", "https://example.org/"),
    ],
)
def test_the_nearest_wins(environment: dict[str, str], given: dict[str, Any], name: str, value: Any) -> None:
    assert getattr(Settings.load(environment, **given), name) == value


@pytest.mark.parametrize(
    ("environment", "given", "message"),
    [
        ({"KG_PORT": "http"}, {}, "KG_PORT: 'http' is no good"),
        ({"KG_PORT": "0"}, {}, "a port is from 1 to 65535"),
        ({"KG_BASE_IRI": "example"}, {}, "must be an absolute IRI that ends in /"),
        ({"KG_DEFAULT_GRAPH": "all"}, {}, "use one of union, plain"),
        ({}, {"colour": "red"}, "unknown setting colour; use one of store"),
    ],
)
def test_a_wrong_value_is_explained(environment: dict[str, str], given: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingError) as error:
        Settings.load(environment, **given)
    assert message in str(error.value)
