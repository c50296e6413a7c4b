"""The schema of the two files: every release's migrations, and what tables and columns mean."""
