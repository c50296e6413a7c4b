"""How the word tables of this room are written down: one block of text, items separated by commas or line ends."""


def items(block: str) -> tuple[str, ...]:
    """The items of a table block, in order, each once; line ends separate like commas.

    >>> items("satu, dua, dua, tiga")
    ('satu', 'dua', 'tiga')
    """
    return tuple(
        dict.fromkeys(
            item
            for line in block.splitlines()
            for part in line.split(",")
            if (item := part.strip())
        )
    )


def words(block: str) -> frozenset[str]:
    """The words of a table block, separated by any white space."""
    return frozenset(block.split())
