"""The sample portal: a made-up, Tribun-shaped network on loopback, for machines without internet and for tests.

Every place, person and event in it is invented. `python -m scripts.sample.server` serves it; `scripts.sample.portals` declares it
with the same rules as the Tribun network; `scripts.sample.expected` says what an archive of it must hold.
"""
