"""Where the article stands on its page: headline, main content, and what surrounds it."""
