"""What bytes really are: header, meta and content may all lie."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.errors import PageError
from scraper.extract.page.encoding import decode, mend

TEXT = "“Setelah pelatihan,” katanya – ya… Órfão é 50 °C"
META = '<meta charset="{}">'


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        (TEXT.encode(), None, TEXT),
        (TEXT.encode(), "text/html; charset=iso-8859-1", TEXT),
        (b"\xef\xbb\xbf" + TEXT.encode(), "text/html; charset=windows-1252", TEXT),
        (TEXT.encode("utf-16"), None, TEXT),
        (TEXT.encode("utf-16-le") * 3, None, TEXT * 3),
        (TEXT.encode("cp1252"), "text/html; charset=iso-8859-1", TEXT),
        (
            META.format("ISO-8859-1").encode() + TEXT.encode("cp1252"),
            None,
            META.format("ISO-8859-1") + TEXT,
        ),
        (META.format("utf-8").encode() + TEXT.encode("cp1252"), None, META.format("utf-8") + TEXT),
        (
            META.format("shift_jis").encode() + "宮崎県で最大震度".encode("cp932"),
            None,
            META.format("shift_jis") + "宮崎県で最大震度",
        ),
        (
            META.format("gb2312").encode() + "台北時報".encode("gb18030"),
            None,
            META.format("gb2312") + "台北時報",
        ),
        (
            META.format("no-such-thing").encode() + b"caf\xe9",
            None,
            META.format("no-such-thing") + "café",
        ),
        (TEXT.encode() * 20 + b"\x93x\x94", None, TEXT * 20 + "“x”"),
        ("宮崎県".encode() * 20 + b"\xe5", None, None),
        *(
            (b"warga di sebuah caf\xe9", f"text/html; charset={label}", "warga di sebuah café")
            for label in ("undefined", "punycode", "idna", "unicode_escape", "rot13", "hex")
        ),
        ("동아일보".encode("cp949"), "text/html; charset=KS_C_5601-1987", "동아일보"),
        (b"a\x00b\x07c", None, "abc"),
        ("a\x92b".encode(), None, "a’b"),
    ],
)
def test_decoding(body: bytes, content_type: str | None, text: str | None) -> None:
    found = decode(body, content_type)
    assert found == text if text is not None else found.startswith("宮崎県")


@pytest.mark.parametrize(
    "text", [TEXT, "Приветмир", "宮崎県で最大震度", "naïve “quoted” text", "Fim’s", "😀"]
)
def test_double_encoding_is_undone(text: str) -> None:
    picture = "".join(
        bytes([b]).decode("cp1252") if b not in b"\x81\x8d\x8f\x90\x9d" else chr(b)
        for b in text.encode()
    )
    assert mend(picture).replace("Ã“", "Ó") == text
    assert mend(text) == text


@pytest.mark.parametrize(
    "text", ["CAFÉ»", "AMANHû", "à €5", "NÃO", "Â", "LÂ’ÎLE", "«é»", "naïve", "Ãguas", "Ð¡ x"]
)
def test_real_letters_are_left_alone(text: str) -> None:
    assert mend(text) == text


@pytest.mark.parametrize(
    "body",
    [
        b"%PDF-1.7 x",
        b"\x89PNG\r\n\x1a\n",
        b"\x1f\x8b\x08\x00",
        b"PK\x03\x04",
        b"\xff\xd8\xff\xe0",
        bytes(range(32)) * 40,
    ],
)
def test_binary_bytes_are_refused_with_a_remedy(body: bytes) -> None:
    with pytest.raises(PageError, match=r"give|unpack"):
        decode(body, "text/html")


@given(st.binary(max_size=400), st.none() | st.text(max_size=30))
def test_any_bytes_are_text_or_a_page_error(body: bytes, content_type: str | None) -> None:
    try:
        text = decode(body, content_type)
    except PageError:
        return
    assert "\x00" not in text


@pytest.mark.parametrize("rest", ["cp1252", "latin-1"])
def test_a_page_that_was_encoded_twice_is_read_back(rest: str) -> None:
    """The closing quotation mark ends in 0x9D, which windows-1252 does not define and encoders
    pass as a control.
    """
    meant = "“Itu benar,” katanya – tanpa ragu…"
    twice = "".join(
        bytes((byte,)).decode("latin-1" if byte == 0x9D else rest) for byte in meant.encode()
    )
    assert decode(f"<p>{twice}</p>".encode(), "text/html") == f"<p>{meant}</p>"


@given(st.text())
def test_mending_twice_changes_nothing(text: str) -> None:
    assert mend(mend(text)) == mend(text)
