"""The sample network: a site on loopback for each platform of five or more portals.

Big portals with a platform of their own have one too. The declarations are the real ones on other
hosts (`portals`), the news is invented (`bank`), each file of `shapes` states how a platform tells
and prints it, and `site` answers for all of them. `Network.truths()` says what an archive must
hold.
"""
