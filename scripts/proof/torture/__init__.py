"""Kill -9 at seeded moments, run again, and compare with an undisturbed run.

`scripts/dev.py torture --kills 200`
"""
