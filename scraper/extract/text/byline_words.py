"""The words that give a byline its role, and the names that belong to no person."""

from typing import Final

from scraper.extract.text.word_tables import items, words
from scraper.model import Role

_REPORTERS: Final = """
penulis, ditulis oleh, reporter, pewarta, jurnalis, wartawan, wartawati, laporan wartawan
    laporan wartawati, laporan reporter, laporan jurnalis, laporan, oleh
diposting oleh, diposkan oleh, dipublikasikan oleh, dibuat oleh, teks oleh
posted by, rep, liputan, tim liputan, koresponden, teks, naskah, dilaporkan oleh, peliput, penyusun
by, writer, written by, words by, story by, author, authors, reported by, reporting by, text by
    article by
von, autor, autorin, text, ein artikel von, ein beitrag von, eine analyse von, ein kommentar von
    ein gastbeitrag von, interview
protokoll, eine reportage von, par, auteur, publié par, écrit par, propos recueillis par, por
    escrito por, autora, texto
a cura di, door, geschreven door, af, av, tekst, skrevet av, skrevet af, journalist, kirjoittanut
    przez, napisał, opracowanie, yazan, haber, muhabir, tác giả
"""
_EDITORS: Final = """
editor, redaktur, red, redaksi, penyunting, disunting oleh, disunting, diedit oleh, penanggung jawab
    redaktur pelaksana, uploader
publisher, penyelaras, edited by, editing by, reviewed by, fact checked by, bearbeitet von
    redakteur, redakteurin, editör
"""
_CONTRIBUTORS: Final = """
kontributor, contributor, citizen reporter, citizen journalist, jurnalis warga, pewarta warga
laporan kontributor, laporan koresponden, bloger, kiriman, contributed by, with contributions by
additional reporting by, mitarbeit
"""
_PHOTOGRAPHERS: Final = """
foto, fotografer, pewarta foto, juru foto, photo, photos, photographer, photos by, photo by
    videografer, fotos, bild, bilder, fotograf, zdjęcia, photographe, fotografía
"""
LABELS: Final[dict[str, Role]] = {
    **dict.fromkeys(items(_REPORTERS), Role.REPORTER),
    **dict.fromkeys(items(_EDITORS), Role.EDITOR),
    **dict.fromkeys(items(_CONTRIBUTORS), Role.CONTRIBUTOR),
    **dict.fromkeys(items(_PHOTOGRAPHERS), Role.PHOTOGRAPHER),
}
"""The role that a printed word gives, in lower case and without its colon."""

PLAIN_WORDS: Final = words(
    "af av por par von door text teks texto tekst interview laporan haber bild bilder liputan oleh"
    " by red rep foto"
)
"""Labels that are also ordinary words: without a colon they count only before a capital letter."""

WEAK_WORDS: Final = words(
    "af av por par text teks texto tekst interview haber bild bilder liputan red rep foto"
)
"""Labels that without a colon count only before an agency or a full name: "Bilder Galerie" is a
menu entry. Italian "di" is not a label at all, because it opens Indonesian headlines."""

NO_FIRST_WORDS: Final = words("""
khusus utama keuangan lain lainnya senior muda kami kita picks pick pilihan box category lepas tanpa
tamu favorit terpopuler populer popular terkini terbaru pribadi tahunan bulanan cuaca singkat
langsung investigasi in note notes choice desk guidelines profile bio name design masuk warga anda
resmi lengkap hasil the a an this our most more all karena sebab itu
""")
"""Words that follow a label without a colon in menu entries and sentences: "Laporan Khusus",
"Editor Picks"."""

JOBS: Final = frozenset(
    items("""
staff writer, senior reporter, staff reporter, reporter, senior writer, writer, editor
senior editor, correspondent, staff correspondent, special to, contributor, columnist, news desk
jurnalis, wartawan, wartawan senior, redaktur, kontributor, koresponden, pewarta
""")
)
"""Job titles that are printed after a name, in lower case."""

ROLE_NOUNS: Final = frozenset(
    items("""
penulis, reporter, pewarta, jurnalis, wartawan, wartawati, koresponden, peliput, editor, redaktur
penyunting, redaktur pelaksana, kontributor, contributor, fotografer, pewarta foto, photographer
author, journalist, redakteur, redakteurin, autor, autorin, uploader
""")
)
"""Labels that are also printed below the name, as the person's job."""

AGENCIES: Final = frozenset(
    items("""
antara, antaranews, lkbn antara, antara news, agence france-presse, reuters, associated press
the associated press, keystone-sda, efe, ansa, lusa, belga, ritzau, anadolu, anadolu ajansı
anadolu agency, xinhua, kyodo, kyodo news, jiji press, yonhap, tass, ria novosti, interfax, bernama
press trust of india, press association, pa media, bloomberg, the canadian press, canadian press
europa press, agencias, agenturen, agencies, afp-services, adnkronos, voa indonesia, bbc indonesia
bbc news indonesia, deutsche welle, dw indonesia, koran sindo, koran tempo, media indonesia
kantor berita politik, getty images
""")
)
"""Press agencies, and sister papers that are credited like agencies, in lower case."""

SHORT_AGENCIES: Final = frozenset(
    items("""
ANT, AFP, AP, DPA, dpa, APA, SDA, epd, EPD, KNA, SID, AFX, EFE, ANP, TT, NTB, PAP, ČTK, TASR, BNS
ELTA, AA, DHA, IHA, YNA, PTI, ANI, IANS, AAP, PA, UPI, AGI, VOA, BBC, DW, JPNN
""")
)
"""Abbreviations of agencies, case as printed: "ANI" is an agency, "Ani" a person."""

ORGANISATION_WORDS: Final = words("""
redaktion redaksi redaccion redacción redazione rédaction redactie redakcja redaktionen redakce
newsroom news staff team desk editorial editors reporters agency agentur agence agenzia agencia
media network press radio televisi tv online digital web zeitung nachrichten times herald tribune
gazette daily magazine koran harian majalah humas kominfo diskominfo pemkot pemkab polres polda
kodim indonesia universitas university institut fakultas dosen mahasiswa mahasiswi 新聞 デジタル
뉴스 通信 編集部 ajansı haber gazetesi ltd gmbh inc llc
""")
"""Words that occur in the names of newsrooms, offices and papers."""

PAPER_WORDS: Final = words("tribun radar pos koran harian warta suara")
"""First words of a paper's name that are followed by its place: "Tribun Timur"."""

NEVER_NAMES: Final = frozenset(
    items("""
admin, administrator, redaksi, editor, author, penulis, reporter, unknown, anonymous, anonim, guest
tim redaksi, tim liputan, tim, web, user, none, null, undefined, n/a, na, root, super user
superadmin, wp, webmaster, kirim, share, bagikan, home, follow, ikuti, log in, login, comments
read more, see all, view profile, lihat profil, email, facebook, twitter, instagram, whatsapp, x
jurnalis, wartawan, pewarta, redaktur, kontributor, autor, autorin, journalist, staff writer
updated, published, diterbitkan, diperbarui, tayang, terbit, dibaca, views, profil, istimewa, ist
net, dok, dokumentasi, internet, ilustrasi
""")
)
"""What content systems and page templates print in place of a name, in lower case."""

TITLES: Final = words("""
dr dr. prof prof. ir ir. h h. hj hj. drs drs. dra dra. s.h. s.h sh m.h. m.si m.si. s.sos s.sos. s.pd
s.pd. m.pd m.pd. s.e. s.e m.m. s.kom s.kom. s.ip m.a. ma phd ph.d. ph.d jr jr. sr sr. ii iii mba
m.sc. m.sc b.a. s.t. s.t m.t. lc. lc s.ag s.ag. m.ag m.ag. st se ss s.s.
""")
"""Academic titles, which a comma separates from the name."""

PARTICLES: Final = words("""
bin binti van von der den de del della di da dos du la le el al ibn ter ten zu zum zur af av y e i
mac mc st. ben abu dela delos delas anak
""")
"""Parts of a name that are printed in lower case."""
