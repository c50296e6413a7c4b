"""Where extractions meet the archive: filing, importing, reading again, and the processes that read pages."""
