"""What the pages of each network print where, by the network's slug, the newest layout first.

A layout names the container of the text, which is the one thing a crawl must never guess, and
beyond it only what the generic extractor gets wrong; it says on which pages it was seen. A network
without a layout is read by the generic extractor alone.
"""

from typing import Final

from scraper.portals import Rules
from spiders.layouts import antara, cities, detik, kly, kompas, promedia, singles

LAYOUTS: Final[dict[str, tuple[Rules, ...]]] = {
    "antara": (antara.ANTARA, antara.ANTARA_2017),
    "beritasatu": (singles.BERITASATU_2020,),
    "bisnis": (cities.BISNIS, cities.BISNIS_2017),
    "bola": (kly.GALLERY,),
    "cnn-indonesia": (detik.CNN,),
    "detik": (detik.DETIK_2023,),
    "disway": (singles.DISWAY,),
    "dream": (kly.DREAM,),
    "fimela": (kly.GALLERY,),
    "idntimes": (cities.IDN,),
    "inilah": (singles.INILAH_2017,),
    "jawapos": (promedia.PROMEDIA,),
    "jpnn": (cities.JPNN,),
    "kapanlagi": (kly.KAPANLAGI,),
    "kompas": (kompas.KOMPAS_2023, kompas.KOMPAS_2017),
    "kompasiana": (kompas.KOMPASIANA,),
    "kumparan": (singles.KUMPARAN,),
    "liputan6": (kly.LIPUTAN6, kly.GALLERY),
    "mediaindonesia": (singles.MEDIAINDONESIA,),
    "merdeka": (kly.MERDEKA, kly.MERDEKA_2021, kly.MERDEKA_VIDEO, kly.MERDEKA_PLANET),
    "metrotvnews": (singles.METROTV_2017,),
    "okezone": (singles.OKEZONE, singles.OKEZONE_2020),
    "prmn": (promedia.PROMEDIA,),
    "prokal": (cities.PROKAL_2016,),
    "promedia": (promedia.PROMEDIA, promedia.AKURAT_2017),
    "republika": (cities.REPUBLIKA, cities.REPUBLIKA_2017, cities.REPUBLIKA_2013),
    "sindonews-daerah": (singles.SINDONEWS,),
    "suara": (singles.SUARA,),
    "viva": (cities.VIVA, cities.VIVA_2016),
}
