"""The archive's benchmark (`dev.py bench-archive`): a load of random text, and timed searches."""
