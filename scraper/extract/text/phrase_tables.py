"""Phrases that newsrooms print around their articles, in the languages of the pages we have seen.

A `*` after a phrase says that ordinary sentences begin with it too. Such a line counts only where a
colon follows the phrase, or where the line is short and ends without a full stop. Indented lines
continue the line above them.

Sources: the phrases that the boilerplate lists of public scrapers of Indonesian portals agree on,
and the saved pages themselves.
"""

from typing import Final

from scraper.extract.text.word_tables import items

RELATED: Final = items("""
baca juga*, baca pula*, baca selengkapnya, baca selanjutnya, baca berita*, baca artikel*
    baca halaman, lihat juga*, lihat pula*, simak juga*, simak pula*
tonton juga*, saksikan juga*, dengarkan juga*, pilihan editor, artikel terkait, berita terkait
    artikel selanjutnya, berita selanjutnya, artikel lainnya
berita lainnya, topik terkait, terkait:, berita sebelumnya, juga baca:, cek juga*, klik juga*
    jangan lewatkan*, informasi selengkapnya*, baca 10 detik
read more*, read also*, also read*, read next*, read on:, read:, related:, related articles
    related stories, related coverage, related news, related topics
see also*, see more:, more on this, more on:, more from*, more:, you might also like
    you may also like, up next, don't miss*, recommended:, must read*
lesen sie auch*, lesen sie hier*, lesen sie mehr*, lesen sie dazu*, lesen sie zum thema*
    mehr zum thema*, mehr dazu*, mehr lesen*, lies auch*, auch interessant*
passend dazu*, siehe auch*, zum thema*, das könnte sie auch interessieren
    das könnte dich auch interessieren, weiterlesen*, hier lesen:, mehr aus*
lire aussi*, à lire aussi*, a lire aussi*, à lire également*, lire également*, voir aussi*
    sur le même sujet*, à voir aussi*, pour aller plus loin*
lea también*, lee también*, leer también*, leer más*, te puede interesar*, le puede interesar*
    más información*, ver también*, noticias relacionadas
relacionado:, relacionada:, relacionados:, leggi anche*, leggi pure*, leggi tutto, guarda anche*
    approfondisci*, per approfondire*, articoli correlati
lees ook*, lees meer*, lees verder*, bekijk ook*, les også*, les mer*, se også*, læs også*
    læs mere*, läs också*, läs även*, läs mer*, se även*
lestu líka*, lesa meira*, lue myös*, lue lisää*, czytaj także*, czytaj też*, czytaj również*
    czytaj więcej*, przeczytaj także*, przeczytaj również*
zobacz także*, zobacz też*, polecamy:, čtěte také*, čtěte více*, přečtěte si také*
    mohlo by vás zajímat*, taip pat skaitykite*, skaitykite daugiau*
leia também*, leia mais*, veja também*, ler mais*, citește și*, citeşte şi*, pročitajte još*
    pročitajte i*, ayrıca bkz*, ilgili haber*, bunu da oku*
haberin devamı*, bunlar da ilginizi çekebilir, đọc thêm*, xem thêm*, tin liên quan, baca lagi*
    soma zaidi*, soma pia*, funda nokuthi*, 関連記事, 【関連記事】, 【関連】, あわせて読みたい
    おすすめ記事, [関連]
관련기사, [관련기사], 相關新聞, 相关新闻, اقرأ أيضا, إقرأ أيضا, читайте также*
""")
"""How a line that leads to another article begins."""

SHARE: Final = items("""
share, bagikan, bagikan:, bagikan artikel ini, bagikan ke, bagikan:, share on*, share now
    share this*, share via*, share:, share to*, share article, copy link
salin tautan, salin link, link copied, link successfully copied, tautan disalin, ikuti kami di*
    ikuti kami*, follow us*, follow @, follow:, facebook, twitter
instagram, whatsapp, telegram, line, pinterest, linkedin, tiktok, youtube, threads, x, email, e-mail
    print, cetak, tweet, shares, kirim, komentar:, simpan
save, teilen, teilen:, merken, drucken, link kopieren, auf facebook teilen, per mail teilen
    artikel teilen, vorlesen, partager, partager l'article, partager sur*
copier le lien, imprimer, enregistrer, compartir, compartir en*, copiar enlace, guardar, imprimir
    condividi, condividi su*, salva, stampa, delen, deel dit*, bewaar
del, del på*, dela, dela artikeln, kopier lenke, jaa, udostępnij, sdílet, dalintis, paylaş, chia sẻ
    compartilhar, compartilhe*, シェア, シェアする, ツイート, 공유하기
""")
"""Labels of share buttons; a single word counts only as a whole line."""

PROMOS: Final = items("""
advertisement, advertisment, iklan, adv, sponsored*, sponsored link, hide ads, scroll to continue
    scroll ke bawah untuk, gulir untuk lanjut baca, gulir ke bawah untuk
pasang iklan, artikel ini telah tayang di, artikel ini sudah tayang di, berita ini telah tayang di
    artikel ini pertama kali*, berita ini juga dapat dibaca melalui
cek berita dan artikel, ikuti berita*, ikuti terus berita*, ikuti whatsapp channel, ikuti saluran
    ikuti channel*, ikuti kanal*, ikuti update*
ikuti kami di, ikuti tribun*, ikuti google news, ikuti perkembangan*, dapatkan update berita
    dapatkan berita*, dapatkan informasi terkini, dapatkan sekarang*
dapatkan kabar*, simak breaking news, simak berita*, simak video, simak selengkapnya*
    saksikan video*, saksikan live*, saksikan selengkapnya*, tonton video*
lihat video*, update berita terbaru, update berita*, gabung di*, gabung kompas, gabung channel*
    gabung dan ikuti*, mari bergabung*, mari bergabung di*, yuk gabung*
yuk, follow*, yuk, ikuti*, jangan lupa follow*, jangan lupa ikuti*, jangan lupa subscribe*
    follow berita*, follow akun*, follow whatsapp, subscribe*, langganan*
download aplikasi*, unduh aplikasi*, install sekarang*, daftarkan email*, berlangganan*
    telusuri berita*, akses berita*, halaman selanjutnya*, halaman berikutnya*
lanjutkan membaca*, lanjut ke halaman*, selengkapnya di*, loading...*, browser anda tidak mendukung
    isi komentar anda, komentar anda*, tulis komentar*
kirim komentar*, beri komentar*, berikan komentar*, login untuk komentar*, login untuk*
    lihat semua*, konten ini adalah kerja sama*, mau berita, ingin berita*
advertisement - scroll, advertisement scroll, article continues below, article continues after*
    story continues below, story continues after*
continue reading*, keep reading*
sign up for our*, sign up for the*, sign up for free*, sign up here*, sign up to*, sign in to*
    subscribe to*, subscribe now*, download our app*, download the app*, get our*, get the latest*
get the best*, get breaking news*
get more*, stay up to date*, stay informed*, follow our*, follow us on*, join our*
    join the conversation*, click here to*, click here for*, support our*, support independent*
donate*, already a subscriber*, this article first appeared, this article originally appeared
this article was originally published, this story first appeared
originally published*, do you have a story*, do you have a tip*, got a tip*, got a story*
    have you got a story*, want more*, to read more*, for more*, email us at*
    listen to this article*
listen now*, watch now*, watch live*, watch:, watch more*, video:, play video*, loading video*
    view image in fullscreen, image source, thank you for reading*, your support*
we want to hear*, let us know*, what do you think*, tell us*, newsletter*, our newsletter*
    bleiben sie informiert*, newsletter abonnieren*, zum newsletter*
jetzt newsletter*, melden sie sich*, abonnieren sie*, jetzt abonnieren*, jetzt anmelden*
    hier geht es zum*, hier geht's zum*, hier können sie*, anzeige, werbung, inhalt
empfohlener externer inhalt*, empfohlener redaktioneller inhalt*, externer inhalt*
    an dieser stelle finden sie*, ich bin damit einverstanden*, datenschutz*
mit unserem*, folgen sie uns*, hören sie*, jetzt herunterladen*, sie haben keinen zugriff*
    alle rechte vorbehalten*, publicité, la suite après la publicité
la suite après cette publicité, inscrivez-vous*, abonnez-vous*, je m'abonne*, recevez*, téléchargez*
    suivez-nous*, suivez*, cet article est réservé*, newsletter :*
publicidad, suscríbete*, apúntate*, regístrate*, síguenos*, sigue toda la*, recibe*, descarga*
    consulta aquí*, haz clic*, conforme a los criterios de*, archivado en*
pubblicità, iscriviti*, abbonati*, scarica*, seguici*, segui*, ricevi*, clicca qui*, advertentie
    schrijf je in*, abonneer*, meld je aan*, volg ons*, annonse
annonsørinnhold*, reklame, annons, artikkelen fortsetter under annonsen*, artiklen fortsætter*
    artikeln fortsätter*, annonce, tilmeld dig*, mainos, reklama*
inzerce*, dalsza część artykułu*, dołącz do*, zapisz się*, článek pokračuje*, reklam*, publicidade
    assine*, siga*, inscreva-se*, quảng cáo, 広告, 광고, 廣告
view this post on instagram, a post shared by, lihat postingan ini di instagram
    sebuah kiriman dibagikan oleh, [gambas:, (gambas:, [caption, >>>, > ikuti
""")
"""How advertisements, newsletter and app offers, paging links and embeds begin."""

HEADINGS: Final = items("""
berita terkait, berita terkini, berita terbaru, berita terpopuler, berita populer, berita lainnya
    berita lain, berita pilihan, berita utama, berita rekomendasi
berita terkait lainnya, terkini, terbaru, terpopuler, populer, paling populer, terkait, rekomendasi
    rekomendasi untuk anda, rekomendasi untukmu, lainnya, topik terkait
topik pilihan, topik populer, tag terkait, tags, tag, tagar, kata kunci, label, komentar
    komentar pembaca, komentar anda, beri komentar, tulis komentar, kirim komentar
artikel lainnya, artikel terkait, artikel populer, artikel rekomendasi, artikel pilihan, baca juga
    baca juga:, baca artikel menarik lainnya, jangan lewatkan
kamu pasti suka, video pilihan, video terkait, video terkini, video populer, foto terkait
    foto terpopuler, foto pilihan, foto video terkait, galeri foto, trending
trending topic, sorotan, fokus berita, headline, news feed, indeks berita, kabar terkini
    kabar terbaru, info terkini, infografis, bagikan, share, halaman, sponsored
promo, pilihan editor, pilihan redaksi, tim redaksi, tentang kami, tentang penulis, kontak
    disclaimer, pedoman media siber, kode etik, kebijakan privasi, redaksi
related, related articles, related news, related topics, related stories, related content
    recommended, recommended for you, recommended stories, most read, most popular
most viewed, popular, popular news, popular stories, latest news, latest, trending now, top stories
    more stories, more news, more from this author, more like this
read more, read next, read also, you may also like, you might also like, comments, comment
    leave a comment, leave a reply, join the conversation, about the author
topics, in this article, tags:, share this article, sign up, newsletter, newsletters, editor's picks
    editors' picks, don't miss, today tags, load more
mehr zum thema, das könnte sie auch interessieren, auch interessant, meistgelesen
    meistgelesene artikel, meistgelesene, meistkommentiert, neueste artikel, aktuelle nachrichten
kommentare, kommentar, kommentieren, themen, schlagwörter, schlagworte, verwandte themen
    lesen sie auch, empfehlungen
empfehlungen der redaktion, top-themen, weitere artikel, weitere themen
à lire aussi, lire aussi, sur le même sujet, les plus lus, commentaires, articles liés, lo más leído
    lo más visto, comentarios, te puede interesar, temas relacionados
noticias relacionadas, más información, leggi anche, i più letti, commenti, articoli correlati
    lees ook, meest gelezen, reacties, les også, mest lest, mest læst, mest läst
kommentarer, læs også, läs mer, czytaj także, najczęściej czytane, komentarze, zobacz także
    čtěte také, diskuse, nejčtenější, leia também, mais lidas, comentários
ilgili haberler, en çok okunanlar, yorumlar, tin liên quan, bình luận, 関連記事, おすすめ
    ランキング, 관련기사, 댓글, 인기기사
""")
"""Whole lines that head a list of other articles, tags or comments. The article has ended where
one of them follows its text."""

CHROME: Final = items("""
lihat foto, perbesar, lihat foto lainnya, zoom, foto:, expand, open image, close, tutup, menu, cari
    search, home, beranda, masuk, login, log in, sign in, daftar, register
loading, memuat, x, next, prev, previous, kembali, selanjutnya, sebelumnya, show all, load more
    lebih banyak, lihat semua, lihat selengkapnya, selengkapnya, view all
recommended by, advert, embed, table of contents, more about, something to consider, mohon tunggu
    muat lagi
mehr anzeigen, quellen anzeigen, player wird geladen, inhaltsverzeichnis, weitere informationen
    ende der weiteren informationen
zitiervorschlag, noticia relacionada, noticias relacionadas, para saber más, à découvrir
    kortversjonen, kort fortalt
bild vergrößern, vollbild, agrandir, ampliar, ingrandisci, opslaan, play, pause, mute, unmute
""")
"""Whole lines that are labels of buttons."""
