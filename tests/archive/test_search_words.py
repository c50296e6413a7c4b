"""Word forms: which words find which, in `kliping search` and in `cari`.

The name of a place finds only itself.
"""

import doctest
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from scraper.archive import Archive
from scraper.archive.articles import forget_article
from scraper.archive.maintenance import optimise_archive
from scraper.archive.search import lexicon, search_articles, stemming
from scraper.archive.search.lexicon import refresh_lexicon
from scraper.model import Block, BlockKind
from tests.archive.samples import ARTICLE, NOON, numbered, save

LATER = NOON + timedelta(hours=1)

# word: forms that it must find; words that it must not. Both hold in both directions.
FORMS = {
    "pembangunan": ("membangun dibangun bangunan terbangun", "bangka bangkrut"),
    "mengelola": ("pengelolaan dikelola pengelola kelola", "kelalaian kelas"),
    "kepala": ("kepalanya", "pala"),
    "kebakaran": ("dibakar membakar terbakar", "bakal"),
    "pemilihan": ("memilih dipilih pilih terpilih", "pulih"),
    "kerusakan": ("merusak dirusak rusak perusakan", "rusa"),
    "penyidikan": ("penyidik menyidik sidik", "sidi"),
    "penyelidikan": ("menyelidiki diselidiki selidik", "lidi"),
    "penarikan": ("menarik ditarik tarik", "tari menarikan"),
    "pemupukan": ("memupuk pupuk dipupuk", "pupu"),
    "kecelakaan": ("celaka mencelakai", "cela"),
    "penangkapan": ("menangkap ditangkap tertangkap", "tangkas"),
    "perbaikan": ("memperbaiki diperbaiki", "baikal"),
    "pelayanan": ("melayani layanan dilayani", "layang"),
    "pendidikan": ("mendidik terdidik pendidik", "didih"),
    "pertanian": ("petani bertani", "tan"),
    "memberikan": ("berikan diberikan pemberian", "ikan perikanan berita"),
    "pemberitaan": ("memberitakan berita diberitakan", "beri"),
    "penganiayaan": ("menganiaya dianiaya", "aneh"),
    "pembunuhan": ("membunuh dibunuh pembunuh", "bubuh"),
    "pencurian": ("mencuri dicuri pencuri", "curiga"),
    "persidangan": ("sidang disidangkan", "sidak"),
    "kejaksaan": ("jaksa", "jasa"),
    "kepolisian": ("polisi", "polis"),
    "kesehatan": ("sehat menyehatkan", "saham"),
    "perekonomian": ("ekonomi", "ekonomis"),
    "keuangan": ("uang", "ruang"),
    "pernikahan": ("menikah nikah menikahi", "meni"),
    "pencemaran": ("mencemari tercemar cemar", "cari"),
    "pengungsian": ("mengungsi pengungsi diungsikan", "fungsi"),
    "pengalaman": ("mengalami dialami", "alam"),
    "meninggal": ("meninggalnya", "tinggal meninggalkan"),
    "relawan": ("relawannya", "rawan"),
    "pemilu": ("pemilunya", "pilu"),
    "kemenangan": ("menang pemenang memenangkan", "kenangan"),
    "pertandingan": ("bertanding tanding", "tanda"),
    "perjalanan": ("berjalan jalan menjalankan", "jala"),
    "penerbangan": ("terbang menerbangkan", "terang"),
    "serangan": ("menyerang diserang", "serang"),
    "keputusan": ("memutuskan diputuskan putusan", "pupus"),
    "pekalongan": ("", "kalong"),
    "bekasi": ("bekasinya", "bekas bekasan"),
    "kediri": ("kedirilah", "diri berdiri mendirikan"),
    "serang": ("", "serangan menyerang"),
    "bali": ("", "balik kembali bal"),
    "maluku": ("", "malu kemaluan memalukan"),
    "asahan": ("", "asah mengasah"),
    "temanggung": ("", "tanggung menanggung"),
    "pemalang": ("", "malang palang"),
    "tarakan": ("", "tara"),
    "melawi": ("", "lawi"),
    "banggai": ("", "bangga kebanggaan"),
    "bengkalis": ("", "bengkal"),
    "kuningan": ("", "kuning menguning"),
    "batu": ("", "bebatuan membatu"),
    "malang": ("", "kemalangan"),
    "selayar": ("", "layar pelayaran berlayar"),
    "mentawai": ("", "tawa tertawa"),
    "pangkalpinang": ("", "pangkal pinang"),
    "kepulauan": ("pulau", "palu"),
    "tolitoli": ("", "tolong"),
}
PAIRS = [(word, other, True) for word, (same, _) in FORMS.items() for other in same.split()]
PAIRS += [(word, other, False) for word, (_, others) in FORMS.items() for other in others.split()]


def one(number: int, word: str) -> object:
    """An article whose only words are its number and that word."""
    text = (Block(BlockKind.PARAGRAPH, f"{number} {word.capitalize()}."),)
    return replace(
        ARTICLE,
        url=f"https://jateng.kabar.example/{number}/kata",
        headline=str(number),
        standfirst=None,
        body=text,
    )


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive of one article for each word of the table."""
    listed = sorted({*FORMS, *(other for _, other, _ in PAIRS)})
    with Archive.open(tmp_path_factory.mktemp("words") / "archive.db", create=True) as archive:
        with archive.transaction():
            for number, word in enumerate(listed):
                save(archive, one(number, word))  # type: ignore[arg-type]
        optimise_archive(archive)
        yield archive


def by_command(archive: Archive, word: str) -> set[str]:
    return {
        hit.snippet.rstrip(".").split()[-1].strip("\ue000\ue001").lower()
        for hit in search_articles(archive, word, limit=100).hits
    }


def by_sql(archive: Archive, word: str) -> set[str]:
    with closing(
        sqlite3.connect(archive.path)
    ) as plain:  # a connection that knows nothing of Kliping
        rows = plain.execute(
            "SELECT cuplikan FROM cari WHERE kata = ? ORDER BY rank", (word,)
        ).fetchall()
    return {snippet.rstrip(".").split()[-1].strip("[]").lower() for (snippet,) in rows}


def test_the_table_is_long_enough() -> None:
    assert len(FORMS) >= 60


@pytest.mark.parametrize(("word", "other", "same"), PAIRS)
def test_forms_find_each_other_and_nothing_else(
    words: Archive, word: str, other: str, same: bool
) -> None:
    for typed, wanted in ((word, other), (other, word)):
        assert (wanted in by_command(words, typed)) is same, f"search: {typed} → {wanted}"
        assert (wanted in by_sql(words, typed.upper())) is same, f"cari: {typed} → {wanted}"
        assert typed in by_command(words, typed)


def test_examples_in_docstrings_hold() -> None:
    tried = doctest.testmod(stemming)
    assert (tried.attempted > 0, tried.failed) == (True, 0)


def test_cari_knows_forms_that_no_article_holds(archive: Archive) -> None:
    """An analyst's shell has no stemmer, so the lexicon holds the words that people may ask for."""
    save(
        archive,
        replace(
            ARTICLE,
            body=(
                Block(BlockKind.PARAGRAPH, "Warga membangun, jembatan dibangun, bangunan rampung."),
            ),
        ),
    )
    optimise_archive(archive)
    rows = archive.connection.execute(
        "SELECT headline, cuplikan FROM cari WHERE kata = 'Pembangunan' ORDER BY rank LIMIT 20"
    ).fetchall()
    assert rows == [
        (ARTICLE.headline, "Warga [membangun], jembatan [dibangun], [bangunan] rampung.")
    ]


def test_two_words_in_plain_sql(archive: Archive) -> None:
    save(archive)
    optimise_archive(archive)
    both = "SELECT id FROM cari WHERE kata = 'membuka' INTERSECT SELECT id FROM cari WHERE kata = ?"
    assert archive.connection.execute(both, ("pekalongan",)).fetchall() == [(1,)]
    assert archive.connection.execute(both, ("bandung",)).fetchall() == []


def lexicon_rows(archive: Archive) -> dict[str, int]:
    return dict(
        archive.connection.execute("SELECT term, docs FROM lexicon WHERE docs > 0").fetchall()
    )


@pytest.mark.parametrize("batch", [2, 2_000])
def test_the_lexicon_counts_what_the_index_holds(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    """The same counts for an archive that is wholly unread and for new articles in any batches."""
    monkeypatch.setattr(lexicon, "BATCH", batch)
    archive.connection.execute(
        "CREATE VIRTUAL TABLE temp.index_words USING fts5vocab(main, articles_fts, row)"
    )
    for numbers in (range(7), range(7, 10)):
        for number in numbers:
            save(
                archive,
                replace(ARTICLE, url=f"{ARTICLE.url}-{number}", headline=f"Ke-{number} élok"),
            )
        assert refresh_lexicon(archive) == len(numbers)
        assert lexicon_rows(archive) == dict(
            archive.connection.execute("SELECT term, doc FROM temp.index_words").fetchall()
        )
    assert refresh_lexicon(archive) == 0


def test_a_new_article_is_found_by_its_words_before_the_lexicon_knows_them(
    archive: Archive,
) -> None:
    save(archive)
    assert len(search_articles(archive, "pekalongan dibuka").hits) == 1


def test_a_place_has_a_stem_of_its_own(words: Archive) -> None:
    """Stems of places are capitalised: no stem of another word can be the same."""
    rows = words.connection.execute(
        "SELECT term, stem FROM lexicon WHERE stem <> lower(stem) AND docs > 0"
    ).fetchall()
    assert ("serang", "Serang") in rows
    assert all(term.startswith(stem.lower()) for term, stem in rows)


def test_every_form_is_there_for_the_reader(words: Archive) -> None:
    (query,) = words.connection.execute(
        "SELECT query FROM word_forms WHERE kata = 'membangun'"
    ).fetchone()
    assert set(query.split(" OR ")) >= {'"membangun"', '"dibangun"', '"bangunan"', '"pembangunan"'}


def test_words_of_a_forgotten_article_are_forgotten(archive: Archive) -> None:
    """A name goes with the last article that holds it, in any of its states.

    Words of the dictionary and of other articles stay.
    """
    first = replace(
        ARTICLE, body=(Block(BlockKind.PARAGRAPH, "Zulkarnaenwati membangun jembatan."),)
    )
    save(archive, first)
    save(
        archive,
        replace(first, body=(Block(BlockKind.PARAGRAPH, "Ratnasariwati membangun jembatan."),)),
        LATER,
    )
    save(archive, replace(numbered(2), body=(Block(BlockKind.PARAGRAPH, "Jembatan dibuka."),)))
    optimise_archive(archive)
    forget_article(archive, 1, reason="putusan", at=LATER)
    rows = dict(archive.connection.execute("SELECT term, docs FROM lexicon").fetchall())
    assert not {"zulkarnaenwati", "ratnasariwati"} & set(rows)
    assert (rows["membangun"], rows["jembatan"] > 0) == (0, True)
