"""Reading decides what counts as an article, and what each input says about itself: text, title, date, publisher."""

from kg.reading.inputs import read

__all__ = ["read"]
