"""The sample network: one site on loopback for every platform that five or more portals use, and for each big portal of its own.

The declarations are the real ones on other hosts (`portals`), the news is invented (`bank`), each
file of `shapes` states how a platform tells and prints it, and `site` answers for all of them.
`Network.truths()` says what an archive of it must hold.
"""
