"""Which sums of money a text names: value, currency, qualifier and the words themselves."""

from __future__ import annotations

from decimal import Decimal

import pytest
from flat import flat_parse

from kg.annotation.money import find_money
from kg.model import Amount

Row = tuple[str, str, str, str]  # value, currency, qualifier, words


def row(amount: Amount) -> Row:
    return f"{amount.value:f}", amount.currency, amount.qualifier, amount.text


def rows(text: str) -> list[Row]:
    return [row(money.amount) for money in find_money(flat_parse(text), text)]


ONE = [
    ("It costs $500 billion.", "500000000000", "USD", "exact", "$500 billion"),
    ("It costs $3 Billion.", "3000000000", "USD", "exact", "$3 Billion"),
    ("It costs $ 37 billion .", "37000000000", "USD", "exact", "$ 37 billion"),
    ("It costs US$1.2bn.", "1200000000", "USD", "exact", "US$1.2bn"),
    ("It costs US$ 3 million.", "3000000", "USD", "exact", "US$ 3 million"),
    ("It costs $1,250.50.", "1250.50", "USD", "exact", "$1,250.50"),
    ("It costs $3M in all.", "3000000", "USD", "exact", "$3M"),
    ("It costs $2.5B in all.", "2500000000", "USD", "exact", "$2.5B"),
    ("It costs $40k.", "40000", "USD", "exact", "$40k"),
    ("A $14-billion bid came.", "14000000000", "USD", "exact", "$14-billion"),
    ("It costs 3.2 mln dlrs.", "3200000", "USD", "exact", "3.2 mln dlrs"),
    ("It costs 1.1 bln dlrs.", "1100000000", "USD", "exact", "1.1 bln dlrs"),
    ("It costs 300,000 dollars.", "300000", "USD", "exact", "300,000 dollars"),
    ("It costs five million dollars.", "5000000", "USD", "exact", "five million dollars"),
    ("It costs a billion dollars.", "1000000000", "USD", "exact", "a billion dollars"),
    ("It costs half a billion dollars.", "500000000", "USD", "exact", "half a billion dollars"),
    ("It costs 5 million USD.", "5000000", "USD", "exact", "5 million USD"),
    ("It costs USD 5 million.", "5000000", "USD", "exact", "USD 5 million"),
    ("It costs 5 million U.S. dollars.", "5000000", "USD", "exact", "5 million U.S. dollars"),
    ("It paid 50 cents.", "0.5", "USD", "exact", "50 cents"),
    # other dollars
    ("It costs A$593 million.", "593000000", "AUD", "exact", "A$593 million"),
    ("Norda <NRD.S> bids 20 mln dlrs.", "20000000", "AUD", "exact", "20 mln dlrs"),
    ("Norda <NRD>, Velta <VLT.TO> and Kilo <KLO> bid 20 mln dlrs.", "20000000", "USD", "exact", "20 mln dlrs"),
    ("Toronto, Feb 5 - Norda bids 20 mln dlrs.", "20000000", "CAD", "exact", "20 mln dlrs"),
    ("It costs 649 mln Australian dlrs.", "649000000", "AUD", "exact", "649 mln Australian dlrs"),
    ("It costs C$2.4 billion.", "2400000000", "CAD", "exact", "C$2.4 billion"),
    ("It costs 10 million Canadian dollars.", "10000000", "CAD", "exact", "10 million Canadian dollars"),
    ("It costs HK$3 billion.", "3000000000", "HKD", "exact", "HK$3 billion"),
    ("It costs S$20 million.", "20000000", "SGD", "exact", "S$20 million"),
    ("It costs NZ$20 million.", "20000000", "NZD", "exact", "NZ$20 million"),
    ("It costs R$1.5 billion.", "1500000000", "BRL", "exact", "R$1.5 billion"),
    ("It costs NT$90 billion.", "90000000000", "TWD", "exact", "NT$90 billion"),
    # yen, won, yuan
    ("It costs 78 trillion yen.", "78000000000000", "JPY", "exact", "78 trillion yen"),
    ("It costs ¥24 billion.", "24000000000", "JPY", "exact", "¥24 billion"),
    ("A 24-billion-yen plan failed.", "24000000000", "JPY", "exact", "24-billion-yen"),
    ("It costs 6 trillion won.", "6000000000000", "KRW", "exact", "6 trillion won"),
    ("It costs 5,000 South Korean won.", "5000", "KRW", "exact", "5,000 South Korean won"),
    ("It costs 30 billion yuan.", "30000000000", "CNY", "exact", "30 billion yuan"),
    ("It costs 30 bln renminbi.", "30000000000", "CNY", "exact", "30 bln renminbi"),
    ("It costs RMB 4 billion.", "4000000000", "CNY", "exact", "RMB 4 billion"),
    # Europe
    ("It costs €3m.", "3000000", "EUR", "exact", "€3m"),
    ("It costs 14 billion euros.", "14000000000", "EUR", "exact", "14 billion euros"),
    ("It costs EUR 2.5 million.", "2500000", "EUR", "exact", "EUR 2.5 million"),
    ("It costs 3m euros.", "3000000", "EUR", "exact", "3m euros"),
    ("It costs £1.2 bn.", "1200000000", "GBP", "exact", "£1.2 bn"),
    ("It costs 15 million pounds.", "15000000", "GBP", "exact", "15 million pounds"),
    ("It costs 15 mln stg.", "15000000", "GBP", "exact", "15 mln stg"),
    ("It costs 15 million pounds sterling.", "15000000", "GBP", "exact", "15 million pounds sterling"),
    ("It costs 10 million Swiss francs.", "10000000", "CHF", "exact", "10 million Swiss francs"),
    ("It costs 4 billion Swedish kronor.", "4000000000", "SEK", "exact", "4 billion Swedish kronor"),
    ("It costs 7 billion zlotys.", "7000000000", "PLN", "exact", "7 billion zlotys"),
    ("It costs 9 billion marks.", "9000000000", "DEM", "exact", "9 billion marks"),
    # elsewhere
    ("It costs Rs 500 crore.", "5000000000", "INR", "exact", "Rs 500 crore"),
    ("It costs ₹2 lakh crore.", "2000000000000", "INR", "exact", "₹2 lakh crore"),
    ("It costs 80 billion roubles.", "80000000000", "RUB", "exact", "80 billion roubles"),
    ("Mexico paid 60 million pesos.", "60000000", "MXN", "exact", "60 million pesos"),
    ("Saudi Arabia paid 60 million riyals.", "60000000", "SAR", "exact", "60 million riyals"),
    ("Pakistan pays 3 billion rupees.", "3000000000", "PKR", "exact", "3 billion rupees"),
    # qualifiers
    ("It invests up to $500 billion.", "500000000000", "USD", "up-to", "up to $500 billion"),
    ("It invests as much as 20 mln dlrs.", "20000000", "USD", "up-to", "as much as 20 mln dlrs"),
    ("It cost less than €40 million.", "40000000", "EUR", "up-to", "less than €40 million"),
    ("It made a record 6.2 trillion yen.", "6200000000000", "JPY", "record", "a record 6.2 trillion yen"),
    ("It cost about $3 million.", "3000000", "USD", "about", "about $3 million"),
    ("It cost nearly $3 million.", "3000000", "USD", "about", "nearly $3 million"),
    ("It cost some $3 million.", "3000000", "USD", "about", "some $3 million"),
    ("It cost an estimated $3 million.", "3000000", "USD", "about", "an estimated $3 million"),
    ("It cost at least $3 million.", "3000000", "USD", "at-least", "at least $3 million"),
    ("It cost more than 6.5 mln dlrs.", "6500000", "USD", "at-least", "more than 6.5 mln dlrs"),
    ("It cost well over $3 million.", "3000000", "USD", "at-least", "well over $3 million"),
    ("It cost $3 million or more.", "3000000", "USD", "at-least", "$3 million or more"),
    # what each of several gives
    ("Norda and Velta invest $19 billion each.", "19000000000", "USD", "exact", "$19 billion"),
    ("Norda and Velta invest about $19 billion each in Kilo.", "19000000000", "USD", "about", "about $19 billion"),
    ("The banks put up 5 million euros apiece.", "5000000", "EUR", "exact", "5 million euros"),
    # ranges
    ("It costs $10-12 billion.", "12000000000", "USD", "about", "$10-12 billion"),
    ("It costs $10 billion to $12 billion.", "12000000000", "USD", "about", "$10 billion to $12 billion"),
    ("It costs between $1m and $2m.", "2000000", "USD", "about", "between $1m and $2m"),
    ("It costs 10 to 12 billion yen.", "12000000000", "JPY", "about", "10 to 12 billion yen"),
    ("It costs €1.5–2 million.", "2000000", "EUR", "about", "€1.5–2 million"),
]
NONE = [
    "They offered $14-a-share.",
    "They offered 4.15 dlrs a share.",
    "They offered $14 per share in cash.",
    "Oil fell to $70 a barrel.",
    "They bought 50 pumps at $5 each.",
    "They bought pumps, $5 apiece.",
    "They bought ten planes for about $100 million each.",
    "They bought ten planes worth $100 million each.",
    "They bid 50 cents per common share.",
    "Weavers get 350 CFA francs (58 cents) per kilo.",
    "Shares rose 5 percent.",
    "It hired 5,000 people in 2016.",
    "They won 5 games, and 3 won medals.",
    "It weighs 500 pounds.",
    "Police seized 2,000 pounds of cocaine.",
    "It earned billions of dollars.",
    "A multi-billion-dollar deal failed.",
    "It paid 60 million pesos.",
    "ALL 5 TRY 3 times.",
    "They built 3m of wall and ran 5 km.",
    "In real terms 5 million real people lost.",
]
SEVERAL = [
    (
        "It raised its bid from $10 billion to $12 billion.",
        [("10000000000", "USD", "exact", "$10 billion"), ("12000000000", "USD", "exact", "$12 billion")],
    ),
    (
        "It offers 3 billion euros, against 2.5 billion for the other bid.",
        [("3000000000", "EUR", "exact", "3 billion euros"), ("2500000000", "EUR", "exact", "2.5 billion")],
    ),
    (
        "It earned $3 million, with an audience up from 2 million viewers.",
        [("3000000", "USD", "exact", "$3 million")],
    ),
    (
        "It sold $5m of bonds and 3m euros of notes.",
        [("5000000", "USD", "exact", "$5m"), ("3000000", "EUR", "exact", "3m euros")],
    ),
]
ALSO = [
    (
        "It costs 7.3 trillion yen ($48 billion) now.",
        ("7300000000000", "JPY", "exact", "7.3 trillion yen"),
        [("48000000000", "USD", "exact", "$48 billion")],
    ),
    (
        "It costs about 10 million euros (about US$11 million).",
        ("10000000", "EUR", "about", "about 10 million euros"),
        [("11000000", "USD", "about", "about US$11 million")],
    ),
    (
        "It costs €10 million, or about $11 million, they said.",
        ("10000000", "EUR", "exact", "€10 million"),
        [("11000000", "USD", "about", "about $11 million")],
    ),
    (
        "It costs £5m (€6m; $7m).",
        ("5000000", "GBP", "exact", "£5m"),
        [("6000000", "EUR", "exact", "€6m"), ("7000000", "USD", "exact", "$7m")],
    ),
    ("It costs €10 million (a tenth of $110 million).", ("10000000", "EUR", "exact", "€10 million"), []),
]


@pytest.mark.parametrize(("text", "value", "currency", "qualifier", "words"), ONE, ids=[r[-1] for r in ONE])
def test_one_sum(text: str, value: str, currency: str, qualifier: str, words: str) -> None:
    assert [(Decimal(v), *rest) for v, *rest in rows(text)] == [(Decimal(value), currency, qualifier, words)]


@pytest.mark.parametrize("text", NONE)
def test_no_sum(text: str) -> None:
    assert rows(text) == []


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_several(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(("text", "first", "also"), ALSO)
def test_the_same_sum_in_another_currency(text: str, first: Row, also: list[Row]) -> None:
    amount = find_money(flat_parse(text), text)[0].amount
    assert (row(amount), [row(other) for other in amount.also]) == (first, also)


def test_values_are_plain() -> None:
    text = "It costs $1.20 billion, $1,250.50 or 50 cents."
    assert [str(money.amount.value) for money in find_money(flat_parse(text), text)] == ["1200000000", "1250.5", "0.5"]


def test_tokens_cover_the_words() -> None:
    text = "It invests up to $500 billion (¥78 trillion)."
    parse = flat_parse(text)
    assert [text[parse.start[m.first] : parse.end[m.last - 1]] for m in find_money(parse, text)] == [
        "up to $500 billion (¥78 trillion)"
    ]
