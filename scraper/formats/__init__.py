"""Articles and pages as other tools take them: JSON Lines, CSV, Parquet, WARC, citations, text in a terminal."""
