"""An article's pages in each layout of the real network: `render(view)`.

`frame.py` has the document around an article, `text.py` its body, `eras.py` the table of the
differences between layouts.
"""

from scripts.sample.tribun.layouts.eras import render
from scripts.sample.tribun.layouts.frame import View

__all__ = ["View", "render"]
