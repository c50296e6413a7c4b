"""Pages as heavy as real ones: 350 words in 100 KB of navigation, cards, styles and scripts.

Each number has its own text.
"""

import random
from typing import Final

from scraper.portals import Network, Source, SourceKind
from scripts.sample.ports import PORT

HOST: Final = "kabar.bench.localhost"
NETWORK: Final = Network(
    slug="bench",
    name="Kabar Contoh",
    platform="bench",
    host="{key}.bench.localhost",
    scheme="http",
    port=PORT,
    articles=(r"/berita/\d+/[^/]+",),
    sources=(Source(kind=SourceKind.LISTING, url="{base}/index"),),
    delay=0.0,
    verified="the benchmark's own portal: its articles are random words",
)
PORTALS: Final = [NETWORK.portal("kabar", "Kabar Contoh")]

_WORDS: Final = """
 warga desa jalan pasar sekolah bupati polisi banjir harga beras petani nelayan jembatan sungai
hujan kemarau rumah sakit dokter guru siswa pedagang terminal pelabuhan bandara anggaran proyek
pembangunan kecamatan kelurahan gubernur dewan rapat sidang hakim jaksa tersangka korban saksi
kendaraan motor truk bus penumpang kereta stasiun festival budaya tari musik makanan wisata pantai
gunung yang di dan itu dengan untuk dari pada ini dalam tidak akan oleh juga tersebut ke karena ada
kepada bisa para saat sudah telah
""".split()  # noqa: SIM905 (nobody reads a list of eighty strings)
_CHROME: Final = random.Random(0)
_NAVIGATION: Final = "".join(
    f'<li class="nav"><a href="/kanal/{n}">{_CHROME.choice(_WORDS).title()} {n}</a></li>'
    for n in range(160)
)
_SCRIPT: Final = "".join(
    f"window.k{n}={{a:{_CHROME.random()},b:'{_CHROME.choice(_WORDS)}'}};" for n in range(900)
)
_STYLE: Final = "".join(
    f".k{n}{{margin:{n}px;color:#{_CHROME.randrange(1 << 24):06x}}}" for n in range(500)
)


def path(number: int) -> str:
    """Words of an article."""
    return f"/berita/{number}/kabar-nomor-{number}"


def listing(count: int) -> str:
    """The index page that links to `count` articles."""
    return (
        "<html><body><ul>"
        + "".join(f'<li><a href="{path(n)}">Kabar {n}</a></li>' for n in range(1, count + 1))
        + "</ul></body></html>"
    )


def article(number: int) -> str:
    """One article's page."""
    words = random.Random(number)
    text = "".join(
        f"<p>{' '.join(words.choices(_WORDS, k=35)).capitalize()}.</p>" for _ in range(10)
    )
    cards = "".join(
        f'<div class="card"><a href="/berita/{number + n}/terkait"><img src="/img/{number + n}.jpg"'
        ' alt=""><h3>'
        f"{' '.join(words.choices(_WORDS, k=9)).title()}</h3></a><span>{n} jam lalu</span></div>"
        for n in range(1, 60)
    )
    minute = f"{number // 60 % 24:02d}:{number % 60:02d}"
    return (
        "<!DOCTYPE html><html lang='id'><head><meta charset='utf-8'>"
        f"<title>Kabar nomor {number} - Kabar Contoh</title>"
        f"<meta property='article:published_time' content='2026-11-02T{minute}:00+07:00'>"
        f"<style>{_STYLE}</style><script>{_SCRIPT}</script></head><body><nav>"
        f"<ul>{_NAVIGATION}</ul></nav><article><h1>Kabar nomor {number} dari"
        f" {' '.join(words.choices(_WORDS, k=4))}</h1>"
        "<div class='penulis'>Penulis: Siti Rahmawati | Editor: Budi Santoso</div>"
        f"<time>Senin, 2 November 2026 {minute} WIB</time><figure><img src='/img/{number}.jpg'>"
        f"<figcaption>Foto nomor {number} (Kabar/Siti)</figcaption></figure>"
        f"<div class='isi'>{text}</div></article><aside>{cards}</aside><footer>"
        f"<ul>{_NAVIGATION}</ul></footer></body></html>"
    )
