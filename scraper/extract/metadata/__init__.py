"""What a page says of itself in metadata: JSON-LD, microdata, meta tags, scripts.

Every claim is kept with the field that makes it, and nothing is decided here but which names are
believed: the fields room weighs the claims against what the page prints.
"""
