"""The one option of the suite: `--regenerate` writes the goldens anew, and the test fails so that a person reads the diff."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regenerate", action="store_true", help="write tests/fixtures/*/*/article.json anew; the tests then fail")
