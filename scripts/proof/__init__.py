"""Proofs that take long: kills, soak, fuzzing, patterns. Each is a verb of `dev.py`."""
