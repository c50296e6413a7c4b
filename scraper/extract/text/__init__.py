"""What a line of text says by its wording: dates, names, credits, datelines, phrases.

Nothing here knows of markup, so that pages and text dumps share it. The words are in tables.
"""
