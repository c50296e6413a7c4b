"""A field's value with where it came from, and the order in which sources are asked."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from scraper.model import Evidence

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """One value and its evidence."""

    value: T
    evidence: Evidence


def first(*found: Found[T] | None) -> Found[T] | None:
    """The first that is there: the arguments stand in the order of trust."""
    return next((one for one in found if one is not None), None)


def text_found(text: str | None, reader: str, note: str | None = None) -> Found[str] | None:
    """A text as a finding, or None where there is none."""
    return Found(text, Evidence(reader, text, note)) if text else None
