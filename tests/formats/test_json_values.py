from scraper.formats.json_values import article_json, hit_json, portal_json, refusal_json
from scraper.model import Reason, Refusal
from scraper.portals import Registry
from tests.formats.test_terminal import ARTICLE, HIT

KEYS = [
    *(
        "headline",
        "kicker",
        "section",
        "standfirst",
        "dateline",
        "bylines",
        "published",
        "published_raw",
        "modified",
        "images",
    ),
    *("body", "tags", "signature", "source", "parts", "parts_found", "url", "portal", "evidence"),
]


def test_the_keys_of_an_extracted_article_are_a_promise() -> None:
    shown = article_json(ARTICLE)
    assert list(shown) == KEYS
    assert shown["bylines"] == [
        {"name": "Dewi", "role": "reporter", "label": "Penulis"},
        {"name": "Tono", "role": "editor", "label": None},
    ]
    assert shown["body"][0] == {"kind": "subhead", "text": "Surut"}
    assert refusal_json(Refusal(Reason.BOT_WALL, "a challenge")) == {
        "refusal": "bot_wall",
        "detail": "a challenge",
    }


def test_found_words_are_in_brackets() -> None:
    assert hit_json(HIT)["snippet"] == "air [banjir] surut"


def test_a_portal_for_programs() -> None:
    shown = portal_json(Registry.load()["tribun-ambon"])
    assert (shown["slug"], shown["network"], shown["province"], shown["zone"], shown["hosts"]) == (
        "tribun-ambon",
        "tribun",
        "Maluku",
        "WIT",
        ["ambon.tribunnews.com"],
    )
    assert "not seen live" in shown["verified"]
    assert shown["evidence"][0] == "tribun"
    assert shown["refusal"] is None
    assert "Scrapy" in portal_json(Registry.load()["republika-rejogja"])["refusal"]
