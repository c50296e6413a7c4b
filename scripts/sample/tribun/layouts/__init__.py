"""One renderer for each layout generation of the real network: `render(view)` gives an article's page.

What the generations share is in `frame.py` (the document around an article) and `text.py` (its body); a module named for a year
holds only what is that year's own. The shapes are those of the saved pages that the extraction rules were read from.
"""

from collections.abc import Callable, Mapping
from typing import Final

from scripts.sample.tribun.articles import Generation
from scripts.sample.tribun.layouts import y2016, y2017, y2020, y2026
from scripts.sample.tribun.layouts.frame import View

__all__ = ["View", "render"]

_RENDERERS: Final[Mapping[Generation, Callable[[View], str]]] = {
    Generation.Y2016: y2016.render,
    Generation.Y2017: y2017.render,
    Generation.Y2020: y2020.render,
    Generation.Y2026: y2026.render,
}


def render(view: View) -> str:
    """The HTML of one page of an article, in its own layout."""
    return _RENDERERS[view.story.generation](view)
