"""The pages: each reads what it shows through the archive's functions, and fills a template."""
