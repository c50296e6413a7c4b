"""What a line of text says by its wording alone: dates, names, credits, datelines, phrases.

Shared by pages and text dumps.
"""
