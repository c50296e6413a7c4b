"""The fields of an article: each module finds one of them, or a few that belong together."""
