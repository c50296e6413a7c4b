"""Proofs that take long: kills, soak, fuzzing, regular expressions."""
