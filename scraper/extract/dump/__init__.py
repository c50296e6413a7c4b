"""An article from a flat text dump of its page."""
