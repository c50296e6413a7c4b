"""Portals of one region on their own systems.

They are Viva Semarang, Harian Jogja, Solopos, RRI, NusaBali and Kaltim's Prokal.
"""

from scripts.sample.network.html import FIGURE
from scripts.sample.network.paper import Paper
from scripts.sample.network.shape import Parted

TAGS = '<div class="tags">{tags}</div>'
VIVA = Paper(
    path="/berita/15221{number:02}-{slug}",
    outlet="VIVA",
    credit="VIVA/{name}",
    related=(
        '<div class="recommended-article"><span>Baca Juga</span>'
        '<a href="{url}">{headline}</a></div>'
    ),
    page=f"""
<h1 class="main-content-title">{{headline}}</h1>
<div class="main-content-author">Oleh : {{reporter}}</div>
<div class="main-content-date">{{weekday}}, {{at.day}} {{month}} {{at:%Y - %H:%M}} WIB</div>
{FIGURE}<div class="main-content-detail">{{text}}</div>\
<div class="pagination">{{pager}}</div>{TAGS}""",
)
HARIANJOGJA = Paper(
    path="/r-12345{number:02}/{slug}",
    outlet="Harianjogja.com, {PLACE}",
    credit="Harian Jogja/{name}",
    claims=True,
    related='<p><strong>Baca Juga</strong></p><ul><li><a href="{url}">{headline}</a></li></ul>',
    page=f"""
<h1>{{headline}}</h1>
{FIGURE}<div class="article-content">{{text}}<div class="ads-container"></div>
<p>Cek Berita dan Artikel yang lain di Google News</p></div>{TAGS}""",
)
SOLOPOS = Paper(
    path="/{slug}-20206{number:02}",
    outlet="Esposin, {PLACE}",
    credit="Espos/{name}",
    claims=True,
    page=f"""
<h1>{{headline}}</h1><div class="date">{{weekday}}, {{at.day}} {{month}} {{at:%Y - %H:%M}} WIB</div>
<div class="author">Reporter: {{reporter}}</div>
{FIGURE}<article>{{text}}</article>{TAGS}""",
)
RRI = Paper(
    path="/biak/hobi/18952{number:02}/{slug}",
    outlet="KBRN, {place}",
    credit="RRI/{name}",
    page=f"""
<h1>{{headline}}</h1><div class="author">Oleh - {{reporter}}</div>\
<div class="date">{{at.day}} {{short}} {{at:%Y - %H:%M}} WIB</div>
{FIGURE}<div class="post_details_inner">{{text}}</div>{TAGS}""",
)
NUSABALI = Paper(  # the clock has no zone, and is Bali's
    path="/berita/2253{number:02}/{slug}",
    outlet="{PLACE}, NusaBali",
    credit="NusaBali/{name}",
    page=f"""
<h1><span itemprop="headline">{{headline}}</span></h1>\
<span itemprop="author">Penulis : {{reporter}}</span>
<span itemprop="datePublished">{{at:%d}} {{short}} {{at:%Y %H:%M:%S}}</span>
{FIGURE}<div class="entry-box" itemprop="articleBody">\
<div class="entry-content">{{text}}</div></div>{TAGS}""",
)
# Of 2016: styles instead of classes, a headline that is only large, Kaltim's clock without a zone.
PROKAL = Paper(
    path="/read/news/2600{number:02}-{slug}.html",
    outlet="{PLACE}",
    credit="KP/{name}",
    roles=(),
    tags=False,
    page="""
<div class="col-subleftmiddle"><div style="float: left;border-left: 1px solid #CCC;width: 669px;">\
<div style="padding:10px 20px 10px 20px;">
<small style="color:#00AEEF;">{weekday}, {at.day} {month} {at:%Y %H:%M}</small>
<div style="font-family: utopiareg;margin: 5px 0 15px \
0;font-size:40px;line-height:1">{headline}</div>
<img src="{image}" class="img-responsive" />\
<div class="text-muted" style="padding:10px 0;">{caption}</div>
<div style="padding-top:20px;">{text}</div></div></div></div>""",
)


POSTS = (
    VIVA.post("viva-semarang", Parted("?page={n}", "?page=all")),
    HARIANJOGJA.post("harianjogja"),
    SOLOPOS.post("solopos"),
    RRI.post("rri"),
    NUSABALI.post("nusabali"),
    PROKAL.post("prokal-radarkaltim"),
)
