"""`kliping add` and `kliping portals check`: real commands and HTTP, against small sites."""

import json
import signal
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.crawl.network import Folder, stopped_reader
from tests.crawl.site import Answer, Site, serve

HOST = "kabaruji.localhost"
SETTINGS = (
    '# Arsip kantor\ncontact = "mailto:uji@kliping.invalid"\nloopback = true\ndelay = 0 # lekas\n'
)
NOW = datetime.now(UTC)
XML = "application/xml"


def _prose(number: int) -> str:
    return "".join(
        f"<p>Paragraf {at} dari kabar nomor {number}: warga Desa Contoh berkumpul di balai desa"
        f" sejak pagi untuk membahas perbaikan jalan yang rusak sepanjang {number + at} kilometer,"
        " dan kepala desa berjanji pekerjaan dimulai sebelum musim hujan tiba.</p>"
        for at in range(1, 5)
    )


def _story(number: int) -> Answer:
    """A WordPress post in the theme GMR: its metadata in UTC, its printed time in WITA."""
    at = NOW - timedelta(hours=number)
    local = (at + timedelta(hours=8)).strftime("%Y-%m-%dT%H:%M:%S+08:00")
    return Answer(
        f"<!DOCTYPE html><html lang='id'><head><title>Jalan desa nomor {number} rusak - Kabar"
        " Uji</title><meta property='article:published_time'"
        f" content='{at:%Y-%m-%dT%H:%M:%S}+00:00'></head><body class='single'><article><h1"
        f" class='entry-title'>Jalan desa nomor {number} rusak</h1><div"
        " class='gmr-meta'><p>Penulis: Sari Contoh</p><p><time class='entry-date published'"
        f" datetime='{local}'>{local[:10]}</time></p></div><div class='entry-content"
        f" entry-content-single'>{_prose(number)}</div></article></body></html>"
    )


def _path(number: int) -> str:
    return f"/jalan-desa-nomor-{number}-rusak"


def _wordpress(site: Site, numbers: Sequence[int]) -> None:
    """A site as WordPress serves it: redirects to a closing slash, and a closed REST API."""
    root = site.url("", HOST)
    cards = "".join(
        f"<article class='item-article'><h2><a href='{_path(n)}/'>Jalan {n}</a></h2></article>"
        for n in numbers
    )
    items = "".join(
        f"<item><title>Jalan {n}</title><link>{root}{_path(n)}/</link></item>" for n in numbers
    )
    entries = "".join(f"<url><loc>{root}{_path(n)}/</loc></url>" for n in numbers)
    answers = {
        "/robots.txt": Answer(
            f"User-agent: *\nDisallow: /wp-admin/\nSitemap: {root}/peta.xml\n",
            media_type="text/plain",
        ),
        "/": Answer(
            "<html><head><title>Kabar Uji - Berita Terkini</title><meta name='generator'"
            " content='WordPress 6.8'><link rel='alternate' type='application/rss+xml'"
            f" href='{root}/feed/'></head><body><nav><a href='/tentang-kami/'>Tentang</a><a"
            f" href='/category/daerah/'>Daerah</a></nav>{cards}</body></html>"
        ),
        "/feed/": Answer(
            f"<rss><channel>{items}</channel></rss>", media_type="application/rss+xml"
        ),
        "/peta.xml": Answer(
            f"<sitemapindex><sitemap><loc>{root}/peta-berita.xml</loc></sitemap></sitemapindex>",
            media_type=XML,
        ),
        "/peta-berita.xml": Answer(f"<urlset>{entries}</urlset>", media_type=XML),
    }
    for number in numbers:
        answers[_path(number) + "/"] = _story(number)
        answers[_path(number)] = Answer(status=301, headers={"Location": f"{root}{_path(number)}/"})
    site.answers.update({(HOST, target): answer for target, answer in answers.items()})


@pytest.fixture(name="site")
def _site() -> Iterator[Site]:
    with serve() as site:
        yield site


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Folder:
    (tmp_path / "kliping.toml").write_text(SETTINGS, encoding="utf-8")
    return Folder(tmp_path)


@pytest.mark.xdist_group("add")
def test_a_site_becomes_a_portal_in_one_line_and_crawls_like_any_other(
    site: Site, folder: Folder
) -> None:
    _wordpress(site, range(1, 6))
    added = folder.run("add", site.url("", HOST))
    assert (added.code, added.err.count("\n")) == (0, 1), added.err
    assert "no province: name its --province" in added.err
    assert "WordPress, GMR (by [class^=gmr-])" in added.out
    assert added.out.count("Sari Contoh (reporter)") == 3
    text = (folder.path / "kliping.toml").read_text(encoding="utf-8")
    assert text.startswith(SETTINGS + "\n[[portal]]\n")
    for line in (
        'slug = "kabaruji"',
        'name = "Kabar Uji"',
        'like = "wordpress-gmr"',
        'zone = "WITA"',
        "closing_slash = true",
    ):
        assert line in text
    assert [line for line in text.splitlines() if "kind =" in line] == [
        '    {kind = "feed", url = "{base}/feed/"},',
        '    {kind = "sitemap", url = "{base}/peta.xml"},',
        '    {kind = "listing", url = "{base}/"},',
    ]
    assert "/wp-admin/" not in site.asked(HOST)
    assert folder.rows("SELECT count(*) FROM articles") == [(3,)]

    site.requests.clear()
    crawled = folder.run("crawl", "kabaruji")
    assert crawled.code == 0, crawled.err
    assert folder.rows("SELECT count(*) FROM articles") == [(5,)]
    assert [target for target in site.asked(HOST) if target.startswith("/jalan")] == [
        f"{_path(4)}/",
        f"{_path(5)}/",
    ]


@pytest.mark.xdist_group("add")
def test_check_records_what_holds_and_names_what_broke(site: Site, folder: Folder) -> None:
    _wordpress(site, range(1, 4))
    assert (
        folder.run(
            "add", site.url("", HOST), "--slug", "uji", "--name", "Uji", "--province", "bali"
        ).code
        == 0
    )
    held = folder.run("portals", "check", "uji")
    assert (held.code, held.out.splitlines()[0]) == (0, "uji: verified"), held.out
    assert (
        "published_at 3/3, section 0/3, kicker 0/3, standfirst 0/3, dateline 0/3, reporter 3/3"
        in held.out
    )
    (listed,) = json.loads(
        folder.run("portals", "--json", "--network", "uji", "--verified", "live").out
    )
    expected = {
        "slug": "uji",
        "name": "Uji",
        "network": "uji",
        "platform": "wordpress",
        "province": "Bali",
        "zone": "WITA",
        "hosts": [HOST],
    }
    assert {key: listed[key] for key in expected} == expected
    assert listed["verified"].startswith(f"verified on {datetime.now(UTC):%Y-%m-%d}; seen live on ")

    site.answers[(HOST, "/feed/")] = Answer(
        "<html><body><a href='/tentang-kami/'>Kami</a></body></html>"
    )
    site.answers[(HOST, _path(2) + "/")] = Answer(
        "<html><head><title>x</title></head><body><h1>x x</h1></body></html>"
    )
    broken = folder.run("portals", "check", "uji", "--json")
    (report,) = json.loads(broken.out)
    assert broken.code == 3
    assert "1 of 1 portals drifted: uji" in broken.err
    assert [finding.partition(": ")[2] for finding in report["findings"]] == [
        "an HTML page in place of a feed",
        "no article (no_body): a headline ('x x') without text of its own",
    ]
    assert json.loads(folder.run("portals", "--json", "--verified", "live").out) == []
    assert folder.rows(
        "SELECT passed, json_array_length(findings) FROM verifications ORDER BY id"
    ) == [(1, 0), (1, 0), (0, 2)]


@pytest.mark.xdist_group("add")
def test_a_dry_run_saves_nothing(site: Site, folder: Folder) -> None:
    _wordpress(site, range(1, 4))
    shown = folder.run("add", site.url("", HOST), "--dry-run")
    assert shown.code == 0
    assert "[[portal]]" in shown.out
    assert "nothing was saved" in shown.out
    assert (folder.path / "kliping.toml").read_text(encoding="utf-8") == SETTINGS
    assert folder.rows("SELECT count(*) FROM articles") == [(0,)]


@pytest.mark.xdist_group("add")
def test_a_system_that_nobody_knows_is_declared_by_the_shape_of_its_urls(
    site: Site, folder: Folder
) -> None:
    root = site.url("", HOST)
    paths = [f"/kanal-{n % 2}/{n}/kabar" for n in range(1, 5)]
    listed = "".join(f"<url><loc>{root}{path}</loc></url>" for path in paths)
    site.answers[(HOST, "/")] = Answer(
        "<html><head><title>Kabar Lain</title></head><body><a"
        " href='/tentang'>Tentang</a></body></html>"
    )
    site.answers[(HOST, "/sitemap.xml")] = Answer(f"<urlset>{listed}</urlset>", media_type=XML)
    site.answers.update({(HOST, path): _story(number) for number, path in enumerate(paths, 1)})
    added = folder.run("add", root)
    assert added.code == 0, added.err
    text = (folder.path / "kliping.toml").read_text(encoding="utf-8")
    assert r"articles = ['/[a-z0-9-]+/\d+/[^/]+']" in text
    assert '{kind = "sitemap", url = "{base}/sitemap.xml"}' in text


@pytest.mark.xdist_group("add")
@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({}, "cannot be fetched (HTTP 404): check the address"),
        ({"/": Answer("<p>Selamat datang</p>")}, "names an article: is it a news portal?"),
        (
            {"/robots.txt": Answer("User-agent: Kliping\nDisallow: /", media_type="text/plain")},
            "robots.txt forbids it",
        ),
        (
            {"/": Answer(status=301, headers={"Location": "http://asing.localhost/"})},
            "redirects off the portal's hosts",
        ),
        (
            {"/": Answer(status=301, headers={"Location": "http://[bad"})},
            "redirects to 'http://[bad', which is no URL",
        ),
        (
            {"/robots.txt": Answer(status=301, headers={"Location": "http://h:99999/"})},
            "redirects to 'http://h:99999/', which is no URL",
        ),
        ({"/": Answer(status=403)}, "cannot be fetched (HTTP 403)"),
    ],
    ids=["nothing", "no-news", "forbidden", "elsewhere", "lost", "robots-lost", "blocked"],
)
def test_a_site_that_cannot_be_declared_is_reported_and_kliping_toml_unchanged(
    site: Site, folder: Folder, answers: dict[str, Answer], said: str
) -> None:
    site.answers.update({(HOST, target): answer for target, answer in answers.items()})
    failed = folder.run("add", site.url("", HOST))
    assert failed.code == 1
    assert said in failed.err
    assert failed.err.count("\n") == 1
    assert sorted(file.name for file in folder.path.iterdir()) == [
        "archive.db.lock",
        "kliping.toml",
    ]
    assert (folder.path / "kliping.toml").read_text(encoding="utf-8") == SETTINGS


@pytest.mark.xdist_group("add")
def test_a_failure_leaves_an_archive_that_was_there_alone_and_a_host_is_an_address(
    site: Site, folder: Folder
) -> None:
    _wordpress(site, range(1, 4))
    assert folder.run("add", site.url("", HOST)).code == 0
    failed = folder.run("add", "nirnama.localhost")
    assert (failed.code, "https://nirnama.localhost" in failed.err) == (1, True), failed.err
    assert folder.rows("SELECT count(*) FROM articles") == [(3,)]


@pytest.mark.xdist_group("add")
def test_what_is_declared_already_is_not_asked(folder: Folder, site: Site) -> None:
    known = folder.run("add", "https://m.jateng.tribunnews.com/")
    assert known.code == 2
    assert "declared already, as tribun-jateng" in known.err
    unknown = folder.run("portals", "--province", "Sunda")
    assert unknown.code == 2
    assert "no portal has the province 'Sunda': there are Aceh" in unknown.err
    assert site.requests == []


HUGE = "<p>Komentar <b>lain</b> tentang <i>jalan</i> di kota.</p>" * 110_000
"""Some seconds of CPU."""


@pytest.mark.xdist_group("add")
def test_a_page_over_its_budget_costs_add_and_check_only_that_page(
    site: Site, folder: Folder
) -> None:
    folder.set("page_budget = 0.3\n")
    _wordpress(site, range(1, 4))
    large = str(_story(2).body).replace("</article>", f"</article>{HUGE}")
    site.answers[HOST, _path(2) + "/"] = Answer(large)
    added = folder.run("add", site.url("", HOST), "--slug", "uji")
    assert added.code == 0, added.err
    checked = folder.run("portals", "check", "uji")
    assert checked.code == 3, checked.err
    assert "more than 0.3 s of CPU" in checked.out
    assert "Traceback" not in added.err + checked.err
    assert folder.rows("SELECT count(*) FROM articles") == [(2,)]
    said = folder.rows("SELECT reason, error FROM fetches WHERE outcome = 'failed'")
    assert [reason for reason, _ in said] == ["too_costly", "too_costly"]
    assert all("more than 0.3 s of CPU" in error for _, error in said)
    assert folder.rows("SELECT deaths FROM ledger WHERE deaths > 0") == [(2,)]


@pytest.mark.xdist_group("add")
@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_add_and_check_in_the_middle_of_a_page(
    site: Site, folder: Folder, sent: signal.Signals
) -> None:
    _wordpress(site, range(1, 4))
    assert folder.run("add", site.url("", HOST), "--slug", "uji").code == 0
    lain = site.url("", "kabarlain.localhost")
    for command in (["portals", "check", "uji"], ["add", lain]):
        site.answers["kabarlain.localhost", "/"] = site.answers[HOST, "/"]
        process = folder.start(*command)
        child = stopped_reader(process.pid)
        time.sleep(1)
        process.send_signal(sent)
        done = process.finish()
        assert done.code == 130, done.err
        assert "Traceback" not in done.err
        assert not Path(f"/proc/{child}").exists()
