"""Reads word tables that are written as one block of text."""


def items(block: str) -> tuple[str, ...]:
    """The items of a table block, in order and without repeats; commas and line ends separate them.

    >>> items("satu, dua, dua, tiga")
    ('satu', 'dua', 'tiga')
    """
    parts = [part.strip() for line in block.splitlines() for part in line.split(",")]
    return tuple(dict.fromkeys(part for part in parts if part))


def words(block: str) -> frozenset[str]:
    """The words of a table block; any white space separates them."""
    return frozenset(block.split())
