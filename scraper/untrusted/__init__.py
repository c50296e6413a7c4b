"""What comes from outside, read within limits: JSON, compressed bytes, crowds of attributes."""
