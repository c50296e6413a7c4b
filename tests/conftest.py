"""The options of the suite.

`--regenerate` writes the goldens anew, and the test fails so that a person reads the diff.
`--need-browser` fails where the pages cannot be tried in a browser; without it such tests are
skipped, and say so.
"""

import pytest
from hypothesis import settings

settings.register_profile(
    "kliping", deadline=None
)  # a law holds or not: how long an example takes says how busy the machine is
settings.load_profile("kliping")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--regenerate",
        action="store_true",
        help="write tests/fixtures/*/*/article.json anew; the tests then fail",
    )
    parser.addoption(
        "--need-browser",
        action="store_true",
        help="fail, not skip, where Chromium or nginx is missing",
    )
