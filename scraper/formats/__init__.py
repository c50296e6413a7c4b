"""Articles and pages in the formats that people and other tools read.

Files to exchange: CSV, JSON Lines, Parquet and WARC. Text to print: citations, JSON, and what a
terminal shows.
"""
