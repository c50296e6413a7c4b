"""The pages: each reads the archive through the archive's functions, and fills a template."""
