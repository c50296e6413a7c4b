"""Captions that no rule points at: by name, in a picture's box, or right under a picture."""

import pytest

from scraper.extract import parse
from scraper.extract.fields.photos import generic_photos
from scraper.model import Placement

IMG = '<img src="https://contoh.id/f.jpg">'
LEAD, INLINE = Placement.LEAD, Placement.INLINE


def found(
    above: str = "", inside: str = "", below: str = ""
) -> list[tuple[str | None, str | None, Placement]]:
    """(caption, credit, placement) of each image around and in a body."""
    root = parse(
        f"<html><body><div><h1>Judul</h1>{above}<main><p>Satu.</p>{inside}<p>Dua.</p></main>{below}</div></body></html>".encode()
    )
    scope, body = root.find("body/div"), root.find(".//main")
    return [
        (image.caption, image.credit, image.placement)
        for image in generic_photos(scope, body, "https://contoh.id/1")
    ]


@pytest.mark.parametrize(
    ("above", "caption", "credit"),
    [
        (
            f"<figure>{IMG}<figcaption>Pasar lama. (Foto: Ani)</figcaption></figure>",
            "Pasar lama.",
            "Ani",
        ),
        (
            (
                f"<div>{IMG}</div><div class=photo__caption>Pasar lama. <span"
                " class=author>(Ani)</span></div>"
            ),
            "Pasar lama.",
            "Ani",
        ),
        (
            f"<div>{IMG}<div id=caption_news>Pasar lama. (Antara/Ani)</div></div>",
            "Pasar lama.",
            "Antara/Ani",
        ),
        (
            f"<div>{IMG}<p class=detail-img__copyright>Pasar lama (Facebook)</p></div>",
            "Pasar lama",
            "Facebook",
        ),
        (
            f"<div class=images-area-desc>Pasar lama | {'CONTOH.COM/ANI'}</div>",
            "Pasar lama",
            "CONTOH.COM/ANI",
        ),
        (
            f"<div class=pic_artikel>{IMG}<span>Pasar lama. Foto: Ani</span></div>",
            "Pasar lama.",
            "Ani",
        ),
        (f"{IMG}<div class=sum>Pasar lama. (Foto: AFP/Ani)</div>", "Pasar lama.", "AFP/Ani"),
        (f"<a href=/besar>{IMG}</a><center>Foto: Istimewa</center>", None, "Istimewa"),
    ],
)
def test_a_lead_photo_has_its_caption(above: str, caption: str | None, credit: str) -> None:
    assert found(above) == [(caption, credit, LEAD)]


@pytest.mark.parametrize(
    "above",
    [
        f"<a href=/bagikan>{IMG}<span>Flipboard</span></a>",
        f"<ul><li>{IMG}<span>Ekonomi</span></li></ul>",
        f"{IMG}<h2>Judul berita lain</h2>",
        f"{IMG}<div><a href=/lain>Judul berita lain</a></div>",
        f"<p class=para_caption>SCROLL TO CONTINUE WITH CONTENT</p>{IMG}",
        f"<div class=photo-text>Penulis: Ani Lestari</div>{IMG}",
    ],
)
def test_an_icon_a_link_and_a_byline_are_no_caption(above: str) -> None:
    assert found(above) == []


def test_a_photo_in_the_body_needs_a_name() -> None:
    """The line under an unnamed picture in the body is a paragraph."""
    box = (
        f"<div class=photo>{IMG}<span class=author>CONTOH.COM/ANI</span>Pondok di tepi danau.</div>"
    )
    assert found(inside=box) == [("Pondok di tepi danau.", "CONTOH.COM/ANI", INLINE)]
    assert found(inside=f"{IMG}<p>Wali kota meninjau pasar.</p>") == []


def test_captions_of_what_follows_the_body_are_others() -> None:
    assert (
        found(
            below=(
                f"<figure>{IMG}<figcaption>Berita lain</figcaption></figure><div"
                " class=caption>Terkait</div>"
            )
        )
        == []
    )


@pytest.mark.parametrize(
    "line",
    [
        "<p>ADVERTISEMENT</p>",
        "Iklan<br>",
        "<p>Baca juga:</p><p><a href=/x>Banjir Rendam Dua Dusun</a></p>",
    ],
)
def test_an_advertisement_in_a_caption_is_none_of_it(line: str) -> None:
    assert found(
        f"<figure>{IMG}<figcaption>{line}<p>Pasar lama. (Foto: Ani)</p></figcaption></figure>"
    ) == [("Pasar lama.", "Ani", LEAD)]
