"""`scripts/new_portal.py` writes a declaration of a few lines, at its place, and a fixture."""

import ast
import importlib.util
import json
import re
import shutil
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
from scripts.new_portal import ROOT, Wishes, declare, publisher_of, write

AT = datetime(2026, 11, 24, 3, tzinfo=UTC)
PROSE = "".join(
    f"<p>Paragraf {n}: warga Desa Contoh berkumpul di balai desa sejak pagi untuk membahas"
    f" perbaikan jalan yang rusak sepanjang {n} kilometer, dan kepala desa berjanji pekerjaan"
    " dimulai sebelum musim hujan tiba.</p>"
    for n in range(1, 5)
)
PAGE = f"""<!DOCTYPE html><html lang="id"><head><title>Jalan desa rusak lagi - Kabar "Uji"</title>
<style>p {{ color: red }}</style><script>var iklan = 1;</script>
<meta property="og:site_name" content="Kabar Uji"><meta name="generator" content="WordPress 6.8">
<meta property="article:published_time" content="2026-11-24T09:30:00+07:00"></head>
<body><!-- iklan --><article><h1 class="entry-title">Jalan desa rusak lagi</h1>
<p>Penulis: Sari Contoh</p><div class="jeg_meta_date">24 November 2026</div>
<div class="content-inner">{PROSE}</div></article></body></html>"""
REGISTRY = Registry.load()
NETWORKS = {
    portal.network.slug: network
    for portal in REGISTRY
    if (network := REGISTRY.network(portal.network.slug)) and network.host.startswith("{key}.")
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A checkout of which the script sees the declarations."""
    made = tmp_path / "root"
    shutil.copytree(ROOT / "spiders", made / "spiders", ignore=shutil.ignore_patterns("__py*"))
    return made


def _write(
    root: Path,
    url: str,
    page: str = PAGE,
    slug: str | None = None,
    province: Province | None = None,
) -> list[str]:
    """The written files, by their names in the checkout."""
    saved = root.parent / "saved.html"
    saved.write_text(page, encoding="utf-8")
    given = Given(url=url, fetched_at=AT)
    files = write(saved, given, root, Wishes(slug=slug, province=province))
    return [path.relative_to(root).as_posix() for path in files]


def _portals(module: Path) -> dict[str, Portal]:
    """What a file declares, by slug."""
    spec = importlib.util.spec_from_file_location(module.stem, module)
    assert spec
    assert spec.loader
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return {portal.slug: portal for portal in loaded.PORTALS}


def _is_formatted(module: Path) -> bool:
    config = f"--config={ROOT / 'pyproject.toml'}"
    for command in (["format", "--check"], ["check", "--ignore=INP001"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, config, module],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{done.stdout}{module.read_text(encoding='utf-8')[-1500:]}"
    return True


def _check_golden(folder: Path, portal: Portal) -> None:
    page, meta, golden = (
        (folder / name).read_text(encoding="utf-8")
        for name in ("page.html", "meta.json", "article.json")
    )
    told = json.loads(meta)
    fetched_at = datetime.fromisoformat(told["fetched_at"])
    found = extract(Page(told["url"], page.encode(), fetched_at), portal)
    assert isinstance(found, Article)
    assert article_json(found) == json.loads(golden)
    assert [name in page for name in ("iklan", "<style", "jeg_meta_date")] == [False, False, True]


@pytest.mark.parametrize(
    ("url", "slug", "file"),
    [
        ("https://www.kabar-uji.co.id/2026/11/24/jalan-desa-rusak/", "kabar-uji", "kabar_uji"),
        ("https://kabaruji.id/desa/7/rusak", "kabaruji", "kabaruji"),
    ],
    ids=["wordpress", "urls-of-its-own"],
)
def test_a_publisher_gets_a_file_of_a_few_lines(root: Path, url: str, slug: str, file: str) -> None:
    folder = f"tests/fixtures/{slug}/first"
    assert _write(root, url, province=Province.BALI) == [
        f"{folder}/page.html",
        f"{folder}/meta.json",
        f"{folder}/article.json",
        f"spiders/{file}.py",
    ]
    module = root / "spiders" / f"{file}.py"
    assert _lines(module.read_text(encoding="utf-8")) <= 15
    assert _is_formatted(module)
    (portal,) = _portals(module).values()
    assert (portal.slug, portal.name, portal.province) == (slug, "Kabar Uji", Province.BALI)
    assert portal.network.slug == slug
    assert portal.is_article(url)
    assert portal.network.evidence == (f"fixtures/{slug}/first",)
    Registry([*REGISTRY, portal])
    _check_golden(root / folder, portal)


def test_a_portal_of_tribun_goes_into_tribuns_file(root: Path) -> None:
    before = (root / "spiders" / "tribun.py").read_text(encoding="utf-8")
    url = "https://m.nias.tribunnews.com/daerah/1236152/jalan-desa-rusak-lagi"
    files = _write(root, url, province=Province.SUMATERA_UTARA)
    assert files[-1] == "spiders/tribun.py"
    assert sorted(path.name for path in (root / "spiders").glob("*.py")) == sorted(
        path.name for path in (ROOT / "spiders").glob("*.py")
    )
    after = (root / "spiders" / "tribun.py").read_text(encoding="utf-8")
    medan = '    TRIBUN.portal("medan", "Tribun-Medan.com", Province.SUMATERA_UTARA),\n'
    added = after.removeprefix(before.partition(medan)[0] + medan).removesuffix(
        before.partition(medan)[2]
    )
    assert added == (
        "    TRIBUN.portal(\n"
        '        "nias", "Kabar Uji", Province.SUMATERA_UTARA,'
        ' evidence=("fixtures/tribun-nias/first",)\n'
        "    ),\n"
    )
    portal = _portals(root / "spiders" / "tribun.py")["tribun-nias"]
    assert portal.hosts == ("nias.tribunnews.com",)
    Registry([*REGISTRY, portal])
    _check_golden(root / "tests" / "fixtures" / "tribun-nias" / "first", portal)


@pytest.mark.parametrize(
    ("slug", "province"),
    [*((slug, Province.JAWA_TENGAH) for slug in NETWORKS), ("tribun", None), ("antara", None)],
)
def test_a_portal_of_a_known_network_goes_into_its_file(
    root: Path, slug: str, province: Province | None
) -> None:
    network = NETWORKS[slug]
    host = network.host.format(key="ujicoba")
    page = Page(f"https://{host}/", PAGE.encode(), AT)
    if REGISTRY.of(page.url) is not None:  # a section of the network's main portal
        assert declare(page, REGISTRY, root, Wishes()).path is None
        return
    slug = f"{slug}-ujicoba"
    made = declare(page, REGISTRY, root, Wishes(province=province))
    assert made.path
    module = root / made.path
    known = _portals(module)
    module.write_text(made.text, encoding="utf-8")
    assert _is_formatted(module)
    now = _portals(module)
    assert {slug} == set(now) - set(known)
    assert (now[slug].province, now[slug].hosts) == (province, (host,))
    assert now[slug].network.evidence == (f"fixtures/{slug}/first",)
    assert now[slug].network.rules == network.rules


def test_every_network_with_hosts_under_one_domain_is_tried() -> None:
    assert {"tribun", "antara", "disway", "jawapos", "prmn", "suara", "prokal"} <= set(NETWORKS)


@pytest.mark.parametrize(
    ("host", "slug"),
    [
        ("www.kabar-uji.co.id", "kabar-uji"),
        ("kabaruji.id", "kabaruji"),
        ("www.kabar.desa.id", "kabar"),
        ("medan.kabaruji.com", "medan-kabaruji"),
    ],
)
def test_a_publisher_is_named_by_its_host(host: str, slug: str) -> None:
    assert publisher_of(host) == slug


def test_a_name_on_a_page_is_never_code(root: Path) -> None:
    name = "&quot;&quot;&quot;; import os; &quot;&quot;&quot;"
    page = PAGE.replace('content="Kabar Uji"', f'content="{name}"')
    _write(root, "https://kabaruji.id/2026/11/24/jalan-desa-rusak-lagi", page)
    (portal,) = _portals(root / "spiders" / "kabaruji.py").values()
    assert portal.name == '"""; import os; """'
    tree = ast.parse((root / "spiders" / "kabaruji.py").read_text(encoding="utf-8"))
    assert ast.get_docstring(tree) == "kabaruji.id."


def test_of_a_declared_portal_only_the_fixture_is_written(root: Path) -> None:
    files = _write(root, "https://jateng.tribunnews.com/daerah/1236152/jalan-desa-rusak-lagi")
    folder = "tests/fixtures/tribun-jateng/first"
    assert files == [f"{folder}/{name}" for name in ("page.html", "meta.json", "article.json")]


def test_nothing_is_written_over(root: Path) -> None:
    files = _write(root, "https://kabaruji.id/2026/11/24/jalan-desa-rusak-lagi")
    (root / files[0]).write_text("mine")
    with pytest.raises(InputError, match="is there already: name another --slug or --case"):
        _write(root, "https://kabaruji.id/2026/11/24/jalan-desa-rusak-lagi")
    assert (root / files[0]).read_text() == "mine"


def test_a_page_that_is_no_article_is_refused(root: Path) -> None:
    with pytest.raises(InputError, match="is no article"):
        _write(
            root,
            "https://kabaruji.id/2026/11/24/rusak",
            "<html><body><a href='/a'>a</a></body></html>",
        )
    with pytest.raises(InputError, match="take it for no article"):
        _write(root, "https://kabaruji.id/tag/rusak")
    assert not (root / "tests").exists()


def test_the_layout_in_the_newcomers_page_is_one() -> None:
    """docs/ADDING_A_PORTAL.md shows a declaration: it can be made, and is about that short."""
    page = (ROOT / "docs" / "ADDING_A_PORTAL.md").read_text(encoding="utf-8")
    block = textwrap.dedent(re.findall(r"```python\n(.*?)```", page, re.DOTALL)[0])
    imports = (
        "from scraper.portals import Province, Rules, Signed\n"
        "from spiders._platforms import platform\n"
    )
    made: dict[str, tuple[Portal, ...]] = {}
    exec(imports + block, made)  # noqa: S102 (the project's own page)
    (portal,) = made["PORTALS"]
    assert portal.network.rules[0].bylines
    layout, _, declared = block.partition("PORTALS = ")
    assert _lines(imports + declared) <= 15
    assert _lines(layout) <= 10


def _lines(text: str) -> int:
    return sum(bool(line.strip()) for line in text.splitlines())
