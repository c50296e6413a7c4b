"""Commands for developing and running Kliping: set-up, demo, samples, benchmarks, proofs."""
