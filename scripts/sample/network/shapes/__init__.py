"""One file for each platform: how it tells a story (`tell`) and how it prints it (`page`).

`POSTS` names the portals that publish so.
"""

from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from scripts.sample.network.shape import Post


def _posts() -> tuple[Post, ...]:
    names = sorted(module.name for module in iter_modules(__path__))
    return tuple(post for name in names for post in import_module(f"{__name__}.{name}").POSTS)


POSTS: Final = _posts()
