"""`scripts/new_portal.py` writes what a newcomer would: a declaration of a few lines that holds,
and a fixture that gives its golden.
"""

import importlib.util
import json
import re
import subprocess
import sys
import textwrap
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scraper.errors import InputError
from scraper.extract import extract
from scraper.formats.json_values import article_json
from scraper.ingest.saved_pages import Given
from scraper.model import Article, Page
from scraper.portals import Portal, Province, Registry
from scripts.new_portal import write

AT = datetime(2026, 11, 24, 3, tzinfo=UTC)
PROSE = "".join(
    f"<p>Paragraf {n}: warga Desa Contoh berkumpul di balai desa sejak pagi untuk membahas"
    f" perbaikan jalan yang rusak sepanjang {n} kilometer, dan kepala desa berjanji pekerjaan"
    " dimulai sebelum musim hujan tiba.</p>"
    for n in range(1, 5)
)
PAGE = f"""<!DOCTYPE html><html lang="id"><head><title>Jalan desa rusak lagi - Kabar "Uji"</title><style>p {{ color: red }}</style>
<meta property="og:site_name" content="Kabar Uji"><meta name="generator" content="WordPress 6.8"><script>var iklan = 1;</script>
<meta property="article:published_time" content="2026-11-24T09:30:00+07:00"></head>
<body><!-- iklan --><article><h1 class="entry-title">Jalan desa rusak lagi</h1><p>Penulis: Sari Contoh</p>
<div class="jeg_meta_date">24 November 2026</div><div class="content-inner">{PROSE}</div></article></body></html>"""


def _write(
    tmp_path: Path,
    url: str,
    page: str = PAGE,
    slug: str | None = None,
    province: Province | None = None,
) -> list[Path]:
    saved = tmp_path / "saved.html"
    saved.write_text(page, encoding="utf-8")
    root = tmp_path / "root"
    return write(
        saved,
        Given(url=url, fetched_at=AT),
        root,
        slug=slug,
        name=None,
        province=province,
        case="first",
    )


def _portal(module: Path) -> Portal:
    spec = importlib.util.spec_from_file_location(module.stem, module)
    assert spec
    assert spec.loader
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    (portal,) = loaded.PORTALS
    assert isinstance(portal, Portal)
    return portal


@pytest.mark.parametrize(
    ("url", "slug", "network"),
    [
        (
            "https://www.kabar-uji.co.id/2026/11/24/jalan-desa-rusak-lagi/",
            "kabar-uji-co",
            "kabar-uji-co",
        ),
        ("https://kabaruji.id/desa/7/rusak", "kabaruji", "kabaruji"),
        ("https://radaruji.disway.id/read/123/jalan-desa-rusak-lagi", "disway-radaruji", "disway"),
    ],
    ids=["wordpress", "urls-of-its-own", "member"],
)
def test_a_portal_is_a_few_lines_that_hold(
    tmp_path: Path, url: str, slug: str, network: str
) -> None:
    *fixture, module = _write(tmp_path, url, province=Province.BALI)
    text = module.read_text(encoding="utf-8")
    assert sum(bool(line.strip()) for line in text.splitlines()) <= 15
    portal = _portal(module)
    assert (portal.slug, portal.name, portal.province, portal.network.slug) == (
        slug,
        "Kabar Uji",
        Province.BALI,
        network,
    )
    assert portal.is_article(url)
    assert portal.network.evidence == (f"fixtures/{slug}/first",)
    Registry([*Registry.load(), portal])
    subprocess.run(
        [sys.executable, "-m", "ruff", "format", "--check", "--line-length=140", module],
        check=True,
        capture_output=True,
    )
    page, meta, golden = (path.read_text(encoding="utf-8") for path in fixture)
    told = json.loads(meta)
    found = extract(
        Page(told["url"], page.encode(), datetime.fromisoformat(told["fetched_at"])), portal
    )
    assert isinstance(found, Article)
    assert article_json(found) == json.loads(golden)
    assert [name in page for name in ("iklan", "<style", "jeg_meta_date")] == [False, False, True]


def test_of_a_declared_portal_only_the_fixture_is_written(tmp_path: Path) -> None:
    files = _write(tmp_path, "https://jateng.tribunnews.com/daerah/1236152/jalan-desa-rusak-lagi")
    assert [path.name for path in files] == ["page.html", "meta.json", "article.json"]
    assert files[0].parts[-3:-1] == ("tribun-jateng", "first")


def test_nothing_is_written_over(tmp_path: Path) -> None:
    files = _write(tmp_path, "https://kabaruji.id/2026/11/24/jalan-desa-rusak-lagi")
    files[0].write_text("mine")
    with pytest.raises(InputError, match="is there already: name another --slug or --case"):
        _write(tmp_path, "https://kabaruji.id/2026/11/24/jalan-desa-rusak-lagi")
    assert files[0].read_text() == "mine"


def test_a_page_that_is_no_article_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is no article"):
        _write(
            tmp_path,
            "https://kabaruji.id/2026/11/24/rusak",
            "<html><body><a href='/a'>a</a></body></html>",
        )
    with pytest.raises(InputError, match="take it for no article"):
        _write(tmp_path, "https://kabaruji.id/tag/rusak")
    assert not (tmp_path / "root").exists()


def test_the_layout_in_the_newcomers_page_is_one() -> None:
    """docs/ADDING_A_PORTAL.md shows a declaration: it must be one that can be made, in at most
    15 lines.
    """
    page = (Path(__file__).parents[2] / "docs" / "ADDING_A_PORTAL.md").read_text(encoding="utf-8")
    block = textwrap.dedent(re.findall(r"```python\n(.*?)```", page, re.DOTALL)[0])
    imports = (
        "from scraper.portals import Province, Rules, Signed\nfrom spiders._platforms import"
        " platform\n"
    )
    made: dict[str, tuple[Portal, ...]] = {}
    exec(imports + block, made)  # noqa: S102 (the project's own page)
    (portal,) = made["PORTALS"]
    assert portal.network.rules[0].bylines
    assert len((imports + block).splitlines()) <= 15
