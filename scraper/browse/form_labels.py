"""Names for the fields of Datasette's own forms, which come without any: a screen reader would say "edit text" of each.

They are put into a template's text as it is loaded, as nonces are (see `security_headers`): a copy
of the template would fall behind Datasette's.
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
"""By the field's name, without the number of a filter that is set: the English label, which
`words.toml` holds too."""
REMOVE: Final = "Remove"
"""What the cross at a facet does."""

_FIELD: Final = re.compile(
    r'<(?:select|textarea|input type="text")(?=\s)(?=[^>]{0,300}?\sname="(?P<name>\w+?)(?:_\{\{'
    r' loop\.index \}\})?")'
)
_EDITOR: Final = "cmResize(editor,"
"""Where the script has made its editor, which puts a field of its own in place of the labelled
one: CodeMirror 5 gives it no name."""
_CROSS: Final = re.compile(r'<a (?=href="[^"]*" class="cross">)')


class Labels(Extension):
    """Gives each field of `LABELS` its name in the reader's language."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The template's text before Jinja reads it; fields that it labels itself are not in the table."""
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
