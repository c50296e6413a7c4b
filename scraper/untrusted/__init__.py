"""Input from outside, read within limits: JSON, times, compressed bytes, tags with attributes."""
