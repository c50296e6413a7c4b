"""The sample of the Tribun network: five hosts with hand-written stories in four layouts.

It also has every kind of page that is not an article.
"""
