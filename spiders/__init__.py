"""One file per network or portal: declarations that import `scraper.portals.network` alone."""
