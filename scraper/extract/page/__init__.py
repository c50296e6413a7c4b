"""A page's bytes as one tree: encoding, parsing, selectors, and the walk for its text."""
