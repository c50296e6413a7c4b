"""Layouts of 2013 to 2020, which old snapshots and old addresses still have.

Their headlines are not in an `h1`; clock and names share one line.
"""

from scraper.model import Role
from scripts.sample.network.paper import Paper

KOMPAS_2017 = Paper(  # the h1 is the channel's logo, the credit stands before the caption
    path="/read/{at:%Y/%m/%d/%H%M%S}17/{slug}",
    outlet="{PLACE}, KOMPAS.com",
    credit="KOMPAS.com/{name}",
    roles=(),
    tags=False,
    related=(
        '<div class="kcm-terkait"><b>Berita Terkait</b><ul><li><a href="{url}">{headline}</a></li>'
        "</ul></div>"
    ),
    page="""
<h1><a href="/">Regional</a></h1>
<div class="kcm-read"><h2>{headline}</h2>\
<div class="kcm-date">{weekday}, {at.day} {month} {at:%Y | %H:%M} WIB</div>
<div class="photo"><img src="{image}"/><span class="author">{credit}</span>{bare_caption}</div>
<div class="kcm-read-content-text">{text}</div></div>""",
)
REPUBLIKA_2017 = Paper(  # the same trap, and both names in one line
    path="/berita/nasional/daerah/{at:%y/%m/%d}/ok{number:04}330/{slug}",
    outlet="REPUBLIKA.CO.ID, {PLACE}",
    dash=" -- ",
    credit="Republika/{name}",
    roles=(Role.REPORTER, Role.EDITOR),
    page="""
<h1><a href="/"><img src="/logo.png" alt="Republika"/></a></h1>
<div class="wp-conten-detail"><div class="jdl-detail"><h2>{headline}</h2></div>
<div class="date-detail">{weekday}, {at:%d} {month} {at:%Y, %H:%M} WIB</div>
<div class="wp-reset"><div class="red">Rep: {reporter}/ Red: {editor}</div></div>
<figure><img src="{image}"/><figcaption class="caption">{caption}</figcaption></figure>
<div class="content-detail"><div>{text}</div></div><div class="tagging">{tags}</div></div>""",
)
OKEZONE_2020 = Paper(
    path="/read/{at:%Y/%m/%d}/340/22{number:05}/{slug}",
    outlet="{PLACE}",
    credit="Okezone/{name}",
    signature="({editor})",
    tags=False,
    head=(
        '<meta itemprop="datePublished" content="2014-05-12T12:00:00+07:00"/>'
        '<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "{naive}"}}'
        "</script>"
    ),
    related='<p>Baca Juga: <a href="{url}">{headline}</a></p>',
    page="""
<div class="title"><h1>{headline}</h1></div>
<div class="reporter">{reporter}, Jurnalis &middot; {weekday} {at:%d} {month} {at:%Y %H:%M} \
WIB</div>
<figure class="detfoto"><img src="{image}"/><figcaption>{caption}</figcaption></figure>
<div id="contentx" class="read">{text}<p>{signature}</p><div id="lastread">\
<p>Baca berita lainnya di sini.</p></div></div>""",
)
DETIK_2013 = Paper(
    path="/read/{at:%Y/%m/%d/%H%M%S}/23{number:05}/10/{slug}",
    outlet="{place}",
    credit="{name}/detikcom",
    breaks="<br><br>",
    tags=False,
    signature="({reporter}/{editor})",
    related='<div id="bacajugabox"><b>Baca juga:</b> <a href="{url}">{headline}</a></div>',
    page="""
<div class="content_detail"><div class="date">{weekday}, {at:%d/%m/%Y %H:%M} WIB</div>\
<h1>{headline}</h1>
<div class="author">{reporter} - detikNews</div><div class="pic_artikel"><img src="{image}"/>\
<span>{caption}</span></div>
<div class="text_detail">{text}<strong>{signature}</strong><br>
<i>Berita ini juga dapat dibaca melalui m.detik.com.</i></div></div>""",
)
VIVA_2016 = Paper(  # two writers and their town in one line
    path="/berita/nasional/7346{number:02}-{slug}",
    outlet="VIVA.co.id",
    dash=" – ",
    credit="VIVA.co.id/{name}",
    section=True,
    tags=False,
    page="""
<article class="article-detail"><div class="upperdeck-kanal">{section}</div><h1>{headline}</h1>
<div class="date" itemprop="datePublished">{weekday}, {at.day} {month} {at:%Y | %H:%M} WIB</div>
<div class="author">Oleh : {reporter}</div><img src="{image}"/>\
<div class="photodesc">{caption}</div>
<div id="article-content"><span>{text}</span></div></article>""",
)
POSTS = (
    KOMPAS_2017.post("kompas-surabaya"),
    REPUBLIKA_2017.post("republika-rejogja"),
    OKEZONE_2020.post("okezone"),
    DETIK_2013.post("detik"),
    VIVA_2016.post("viva-semarang"),
)
