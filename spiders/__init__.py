"""One file per network or portal: declarations that import `scraper.portal` alone."""
