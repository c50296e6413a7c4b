"""What a page says of itself in code."""
