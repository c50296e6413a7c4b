"""Tags with too many attributes are cut in any disguise; scripts and text never are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.untrusted.attribute_guard import cut_attributes

NAMES = [b"a%d" % number for number in range(20_000)]
BARE = b" ".join(NAMES)


@pytest.mark.parametrize(
    "attributes",
    [
        BARE,
        b"=1 ".join(NAMES),
        b"='>' ".join(NAMES),
        b'=">" '.join(NAMES),
        b"= '>'".join(NAMES),
        b'="1"'.join(NAMES),
        b"/".join(NAMES),
        b"' " + BARE + b" '",
        BARE.replace(b"00 ", b"00='>' "),
        BARE.replace(b"00 ", b'00=">\'>" '),
        BARE.replace(b"9 ", b"9='" + b"<p class=x>" * 9 + b"' "),
    ],
    ids=[
        "bare",
        "valued",
        "single",
        "double",
        "spaced",
        "glued",
        "slashed",
        "stray-quotes",
        "now-and-then",
        "mixed",
        "markup-in-values",
    ],
)
@pytest.mark.parametrize(
    "before",
    [
        b"",
        b"<p>x</p>" * 2000,
        b"<!--<script>-->",
        b"<!--><script ></SCRIPT >",
        b"<script>i<n;'</script>",
    ],
)
def test_a_crowd_is_cut(before: bytes, attributes: bytes) -> None:
    """Only the tag's name is left, and all around the tag."""
    assert (
        cut_attributes(before + b"<div " + attributes + b">Warga</div>")
        == before + b"<div>Warga</div>"
    )


@pytest.mark.parametrize(
    "page",
    [
        b"<script>for(i=0;i<n;i++){x=" + BARE + b"}</script>",
        b"<script type='application/json'>{" + b'"k": "v <p ", ' * 3000 + b"}</script>",
        b"<!-- <p " + BARE + b"-->",
        b'<p title="foo>' + b"<b>Warga menanam pohon.</b> " * 1000,
        b"<p>" + b"Warga menanam pohon di tepi sungai. " * 3000 + b"</p>",
        b"<img src='data:" + b"A" * 90_000 + b"'>",
        b"<p data-x='" + b"a b " * 9_000 + b"'>",
    ],
    ids=["script", "json", "comment", "stray-quote", "prose", "picture", "long-value"],
)
def test_whatever_is_no_crowd_is_left_alone(page: bytes) -> None:
    """A real page goes to the parser unchanged."""
    assert cut_attributes(page) == page


@given(
    st.lists(
        st.sampled_from(
            [
                b"<p ",
                b"<!--",
                b"-->",
                b"<script>",
                b"</script>",
                b"=",
                b"'",
                b'"',
                b">",
                b" a",
                BARE[:30_000],
            ]
        )
    ).map(b"".join)
)
def test_nothing_is_made_up(page: bytes) -> None:
    """The result is the page without some stretches, in the same order."""
    rest = iter(page)
    assert all(byte in rest for byte in cut_attributes(page))
