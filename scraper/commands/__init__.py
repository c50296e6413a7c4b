"""The commands of `kliping`: each parses its arguments, calls one room and prints.

Each command is a module named after it (`import`, a word of Python's own, is `import_pages`). Its
function `register(commands)` declares the arguments; the function that runs it returns the exit
code. A room that is slow to load is imported only by the commands that need it.
"""
