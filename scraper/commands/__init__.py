"""The verbs of the `kliping` command, a module for each group: `add(verbs)` declares the arguments, a function does the work.

A verb calls one room and prints; it returns the exit code. Rooms that are slow to load are imported
by the verb that needs them.
"""
