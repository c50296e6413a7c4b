"""A page's bytes as one tree, and the walks over it that every reader shares."""
