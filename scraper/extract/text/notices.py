"""Recognises lines about the page instead of the news: notices to the reader, and time stamps.

Notices are consent placeholders, calls to sign up, contacts, notes on contributors. Their words may
be anywhere in the line. So each pattern has a literal that is looked for first, and the pattern is
tried only on lines that contain it.
"""

import re
from typing import Final

from scraper.extract.text.date_words import AGO, DAYS_BACK, MONTHS, SPANS, ZONE_MINUTES
from scraper.extract.text.dates import date_in
from scraper.extract.text.word_tables import words

__all__ = ["is_notice", "is_stamp"]

_LONGEST: Final = 420
_ROWS: Final = r"""
newsletter  | (sign|anmeld|abonn|subscrib|consent|receive|erhalten).{0,80}newsletter
newsletter  | (inscri|iscri|suscri|daftar).{0,80}newsletter
newsletter  | newsletter.{0,80}(sign|anmeld|abonn|subscrib|consent|inform|inbox|postfach)
newsletter  | newsletter.{0,80}(inscri|iscri|suscri|daftar|hier entlang)
contributed | \bcontributed (to this|to the|reporting\b|to reporting)
reporting by | ^\W{0,3}(additional |with )?reporting by\b
inhalt      | \b(externe[rnms]?|redaktionelle[rn]?)\W{1,3}inhalte?\b
inhalt      | \b(youtube|twitter|instagram|facebook)\W{1,3}inhalte?\b
daten       | personenbezogene daten .{0,60}(übermittelt|dritt)|klick für den datenschutz
privatsphäre | privatsphäre-einstellungen
commission  | \b(earn|receive|get) (an? )?(small |affiliate )?commission\b
follow      | ^follow (along|him|her|them|us|me|the \w+|@\w+)\b|\bfollow (him|her|them|us) (on|@)
reach       | ^reach (the )?(reporter|author|writer)s?\b
tip         | \b(have|got) an? (news |story )?tip\b|\bnews tip\b
touch       | \bget in touch\b.{0,60}@
mail        | ^e-?mail (\w+ ){1,4}at\b|^senden sie .{0,80}mail
feedback    | \b(send|senden|schicken) .{0,40}feedback\b
enjoyed     | \bif you (enjoyed|liked) this (article|story)\b
subscriber  | \b(reserved|exclusive|available) .{0,20}subscribers\b
quelle      | ^\W?quellen?\s?:\s?.{2,40}$
kilde       | ^\W?kilder?\s?:\s?.{2,40}$
会員        | 会員(限定|登録|向け)
購読        | 定期購読
translat    | ^(this (article|story) (was|has been)|auto-?matically|machine) translated
failed      | \b(video|content) (has )?failed to load\b
browser     | \b(refresh|does not support|unterstützt)\b.{0,40}\bbrowser
browser     | \bbrowser\b.{0,40}(support|unterstützt|mendukung)
"""
"""One row each: a literal in lower case, and the pattern that the lower-case line must match."""
_NOTICES: Final = tuple(
    (literal.strip(), re.compile(pattern.strip()))
    for literal, _, pattern in (row.partition("|") for row in _ROWS.strip().splitlines())
)

_LONGEST_STAMP: Final = 100
_MOST_NAMES: Final = 4
_DIGIT: Final = re.compile(r"\d")
_WORD: Final = re.compile(r"[^\W\d_]+")
_SHORT_DAY: Final = re.compile(r"\d{1,2}月\s?\d{1,2}日|\d{1,2}월\s?\d{1,2}일")
_CLOCK: Final = re.compile(r"\d{1,2}[:.h]\d{2}(?!\d)")
_RELATIVE: Final = re.compile(
    rf"\d{{1,3}}\s?(?:{'|'.join(sorted(SPANS, key=len, reverse=True))})\s(?:{AGO})\b", re.IGNORECASE
)
_STAMPS: Final = (
    words("""
    published updated modified posted created first last stand aktualisiert veröffentlicht erstellt
        uhr lesezeit lesedauer min mins minute
    minutes minuten read reading time ago am pm at on by von der den dem vom um de del di da le la
        las el los il the a h kl klo ora alle
    publicerad uppdaterad publicert oppdatert opdateret actualizado publicado modifica modificato
        aggiornato pubblicato publié modifié
    diperbarui diterbitkan terbit tayang rilis pukul jam hari tanggal oleh dan and und y e et i och
        og senin selasa rabu kamis jumat jum at sabtu minggu ahad
    monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
    montag dienstag mittwoch donnerstag freitag samstag sonntag mo mi do fr sa so
    lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado
        domingo lunedì martedì mercoledì giovedì venerdì sabato domenica
    včera dnes 年 月 日 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日 key event amt
    """)
    | MONTHS.keys()
    | ZONE_MINUTES.keys()
    | SPANS.keys()
    | {word for phrase in DAYS_BACK for word in phrase.split()}
)
"""Words of a time stamp, which are no part of a name."""


def is_notice(line: str) -> bool:
    """True for a line that addresses the reader, or says who helped with the article."""
    if len(line) > _LONGEST:
        return False
    lowered = line.lower()
    for literal, pattern in _NOTICES:
        if literal in lowered and pattern.search(lowered) is not None:
            return True
    return False


def is_stamp(line: str) -> bool:
    """True for a line that says when the article appeared, and nothing else but who wrote it.

    >>> [is_stamp(line) for line in ("Rabu, 10 Februari 2016 14:11", "21:00 Ani Lestari")]
    [True, True]
    >>> [is_stamp(line) for line in ("Jakarta, 2 Agustus 2022", "Pukul 14.11 warga mengungsi")]
    [False, False]
    """
    if len(line) > _LONGEST_STAMP or _DIGIT.search(line) is None:
        return False
    printed = _WORD.findall(line)
    names = [word for word in printed if word.lower() not in _STAMPS]
    if len(names) > _MOST_NAMES or any(name.islower() for name in names):
        return False
    clock = _CLOCK.search(line) or _RELATIVE.search(line)
    if date_in(line) is not None or _SHORT_DAY.search(line):
        return not names or clock is not None
    if clock is None:
        return False
    if names:
        return line[0].isdigit() or clock.end() == len(line)
    return bool(printed) or ":" in clock[0]
