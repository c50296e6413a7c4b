"""What the pages of each network print where, by the network's slug, the newest layout first.

A layout states only what the generic extractor gets wrong on its pages, or would on the next page of the same make, and says on which
pages it was seen. A network without a layout is read by the generic extractor alone.
"""

from typing import Final

from scraper.portal import Rules
from spiders.layouts import antara, cities, detik, disway, kly, kompas, promedia, singles, suara

LAYOUTS: Final[dict[str, tuple[Rules, ...]]] = {
    "antara": (antara.ANTARA, antara.ANTARA_2017),
    "beritasatu": (singles.BERITASATU_2020,),
    "bisnis": (cities.BISNIS, cities.BISNIS_2017),
    "bola": (kly.GALLERY,),
    "brilio": (singles.BRILIO_2020,),
    "cnn-indonesia": (detik.CNN,),
    "detik": (detik.DETIK_2023,),
    "disway": (disway.DISWAY,),
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
    "merdeka": (kly.MERDEKA, kly.MERDEKA_2021, kly.MERDEKA_VIDEO, kly.MERDEKA_PLANET, kly.MERDEKA_ELSE),
    "metrotvnews": (singles.METROTV_2017, singles.METROTV_2016),
    "okezone": (singles.OKEZONE, singles.OKEZONE_2020),
    "prmn": (promedia.PROMEDIA,),
    "prokal": (cities.PROKAL_2016,),
    "promedia": (promedia.PROMEDIA, promedia.AKURAT_2017),
    "republika": (cities.REPUBLIKA, cities.REPUBLIKA_2017, cities.REPUBLIKA_2013),
    "sindonews-daerah": (singles.SINDONEWS,),
    "suara": (suara.SUARA,),
    "tempo": (singles.TEMPO, singles.TEMPO_2016),
    "viva": (cities.VIVA, cities.VIVA_2016),
}
