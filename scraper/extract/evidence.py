"""A field's value together with the evidence of where it came from."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from scraper.model import Evidence

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """One value and its evidence."""

    value: T
    evidence: Evidence


def value_of(found: Found[T] | None) -> T | None:
    """The value, or None where nothing was found."""
    return found.value if found is not None else None


def first(*found: Found[T] | None) -> Found[T] | None:
    """The first finding; the arguments are given in order of trust."""
    return next((one for one in found if one is not None), None)


def text_found(text: str | None, reader: str, note: str | None = None) -> Found[str] | None:
    """A text as a finding, or None where there is none."""
    return Found(text, Evidence(reader, text, note)) if text else None
