"""Label the fields of Datasette's own forms for screen readers.

Datasette leaves them without names: a screen reader says "edit text" for each. The labels are added
to a template's source when it is loaded, like nonces (see `security_headers`): a copy of the
template would fall behind Datasette's.
"""

import re
from typing import Final

from jinja2.ext import Extension

LABELS: Final = {
    "sql": "SQL",
    "_filter_column": "Column",
    "_filter_op": "Comparison",
    "_filter_value": "Value",
    "_sort": "Sort by",
}
"""The English label by the field's name, without the number of a filter that is set.

`words.toml` has the Indonesian."""
REMOVE: Final = "Remove"
"""The label of the cross beside a facet."""

_FIELD: Final = re.compile(
    r'<(?:select|textarea|input type="text")(?=\s)(?=[^>]{0,300}?\sname="(?P<name>\w+?)(?:_\{\{'
    r' loop\.index \}\})?")'
)
_EDITOR: Final = "cmResize(editor,"
"""Follows the making of the SQL editor, CodeMirror 5, which replaces the labelled field by one
without a name."""
_CROSS: Final = re.compile(r'<a (?=href="[^"]*" class="cross">)')


class Labels(Extension):
    """Labels each field of `LABELS` in the reader's language."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The template's source with labels, before Jinja compiles it."""
        editor = (
            "editor.getInputField().setAttribute('aria-label',"
            f" sqlInput.getAttribute('aria-label'));\n        {_EDITOR}"
        )
        source = source.replace(_EDITOR, editor)
        return _CROSS.sub(f"<a{_named(REMOVE)} ", _FIELD.sub(_with_label, source))


def _with_label(field: re.Match[str]) -> str:
    label = LABELS.get(field["name"])
    return field[0] + _named(label) if label else field[0]


def _named(label: str) -> str:
    return f''' aria-label="{{{{ _('{label}') }}}}"'''
