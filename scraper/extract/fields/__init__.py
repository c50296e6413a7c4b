"""The fields of an article, a module each."""
