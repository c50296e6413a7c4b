"""RMOL."""

from spiders._shared import HOME, READ_DATED, site

PORTALS = (
    site(
        "rmol",
        "rmol.id",
        platform="rmol",
        articles=READ_DATED,
        sources=(HOME,),
        evidence=("misc_verified",),
    ),
)
