"""Pages into the archive: extracted in worker processes, filed, imported, and read again."""
