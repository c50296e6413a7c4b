"""Kliping: regional news pages in, one searchable SQLite archive out."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("kliping")
except PackageNotFoundError:  # a checkout that was never installed
    __version__ = "0"
