"""The sample of the Tribun network: five hosts, hand-written stories in four layouts, and every page that is no article."""
