"""The words of dates: names of months, weekdays, time zones and spans of time, in many languages.

To teach the date reader a new spelling, add it here. Names are compared in lower case and without a
closing full stop.
"""

from typing import Final

from scraper.extract.text.word_tables import items, words

_MONTHS: Final = """
1  januari jan january januar jänner janvier janv enero ene gennaio gen janeiro janúar stycznia
1  styczeń sty ledna leden led
1  sausio ocak tammikuuta january ianuarie januára siječnja
2  februari pebruari feb peb february februar feber février févr fevrier febrero febbraio fevereiro
2  fev febrúar lutego luty lut
2  února únor vasario şubat helmikuuta februarie februára veljače
3  maret mar march märz mrz maerz mars marzo março mars marca marzec března březen bře kovo mart
3  maaliskuuta maart mrt martie ožujka
4  april apr avril avr abril abr aprile aprill apríl kwietnia kwiecień kwi dubna duben dub balandžio
4  nisan huhtikuuta aprilie apríla
4  travnja
5  mei may mai mayo maggio mag maio maí maj maja května květen kvě gegužės mayıs toukokuuta mája
5  svibnja
6  juni jun june juin junio giugno giu junho júní czerwca czerwiec cze června červen birželio
6  haziran kesäkuuta iunie júna lipnja
7  juli jul july juillet juil julio luglio lug julho júlí lipca lipiec lip července červenec liepos
7  temmuz heinäkuuta iulie júla
7  srpnja
8  agustus agu agt ags agst aug august août aout agosto ago ágúst sierpnia sierpień sie srpna srpen
8  rugpjūčio ağustos elokuuta
8  augusti augustus augusta kolovoza
9  september sep sept septembre septiembre setiembre settembre set setembro września wrzesień wrz
9  září zář rugsėjo eylül syyskuuta
9  septembrie septembra rujna
10 oktober okt october oct octobre octubre ottobre ott outubro out október października październik
10 paź října říjen říj spalio ekim
10 lokakuuta octombrie októbra listopada_hr
11 november nopember nov nop novembre noviembre novembro nóvember listopada listopad lis listopadu
11 lapkričio kasım marraskuuta
11 noiembrie novembra studenoga
12 desember des dec december dezember dez décembre déc decembre diciembre dic dicembre dezembro
12 grudnia grudzień gru prosince
12 prosinec gruodžio aralık joulukuuta decembrie decembra prosinca
1  januwaryo
2  pebrero
3  mac marso
4  abril
5  mayo
6  hunyo
7  julai hulyo
8  ogos ogo
9  setyembre
10 oktubre
11 nobyembre
12 disember dis disyembre
"""
MONTHS: Final[dict[str, int]] = {
    name: int(row.split()[0]) for row in _MONTHS.strip().splitlines() for name in row.split()[1:]
}
"""Month by name. Where two languages disagree ("listopad"), the one with more readers wins."""

_THAI: Final = """
1  มกราคม ม.ค.
2  กุมภาพันธ์ ก.พ.
3  มีนาคม มี.ค.
4  เมษายน เม.ย.
5  พฤษภาคม พ.ค.
6  มิถุนายน มิ.ย.
7  กรกฎาคม ก.ค.
8  สิงหาคม ส.ค.
9  กันยายน ก.ย.
10 ตุลาคม ต.ค.
11 พฤศจิกายน พ.ย.
12 ธันวาคม ธ.ค.
"""
THAI_MONTHS: Final[dict[str, int]] = {
    name: int(row.split()[0]) for row in _THAI.strip().splitlines() for name in row.split()[1:]
}
"""Month by name in Thai. To a pattern, Thai vowel signs look like the end of a word, so that these
names need a pattern of their own."""
BUDDHIST: Final = 543
"""How many years the Buddhist era is ahead; Thailand, Laos and Cambodia print it."""

WEEKDAYS: Final = frozenset(
    items("""
senin, selasa, rabu, kamis, jumat, jum'at, jum’at, sabtu, minggu, ahad, isnin, khamis, jumaat
monday, tuesday, wednesday, thursday, friday, saturday, sunday, mon, tue, tues, wed, thu, thur
thurs, fri, sat, sun, lunes, martes, miyerkules, huwebes, biyernes, sabado, linggo, montag, dienstag
mittwoch, donnerstag, freitag, samstag, sonntag, lundi, mardi, mercredi, jeudi, vendredi, samedi
dimanche, miércoles, jueves, viernes, sábado, domingo, thứ hai, thứ ba, thứ tư, thứ năm, thứ sáu
thứ bảy, chủ nhật
""")
)
"""Names of the days of the week, in the languages of the region and some others."""

ZONE_MINUTES: Final[dict[str, int]] = {
    "wib": 420, "wita": 480, "wit": 540,
    "z": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 60, "ist": 330, "pkt": 300,
    "cet": 60, "mez": 60, "cest": 120, "mesz": 120, "eet": 120, "eest": 180, "msk": 180, "trt": 180,
    "sast": 120, "cat": 120, "eat": 180,
    "sgt": 480, "myt": 480, "hkt": 480, "pht": 480, "awst": 480, "ict": 420, "jst": 540, "kst": 540,
    "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780,
    "est": -300, "edt": -240, "et": -300, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360,
    "pst": -480, "pdt": -420, "brt": -180, "art": -180,
}  # fmt: skip
"""Minutes east of UTC by printed label. "IST" is India's and "CST" North America's, because that is
what news pages mean by them."""

_SPANS: Final = """
1       detik dtk second seconds sec secs sekunde sekunden seconde secondes segundo segundos secondo
1       secondi segundos
60      menit mnt minute minutes min mins minuten minuto minutos minuti minuut minutter minuter
60      minut
3600    jam hour hours hr hrs stunde stunden std heure heures hora horas ora ore uur timer timmar
3600    godzin godziny saat
86400   hari day days tag tagen tage jour jours día días dia dias giorno giorni dag dagen dage dagar
86400   dni gün
60      phút minuto minutong
3600    giờ tiếng oras
86400   ngày araw
604800  tuần linggo
604800  minggu pekan week weeks woche wochen semaine semaines semana semanas settimana settimane
604800  weken veckor uger hafta
"""
SPANS: Final[dict[str, int]] = {
    name: int(row.split()[0]) for row in _SPANS.strip().splitlines() for name in row.split()[1:]
}
"""Seconds by the name of a span, for "2 jam yang lalu" (two hours ago)."""

AGO: Final = (
    "yang lalu|lalu|yang lepas|lepas|ago|trước|ang nakalipas|fa|geleden|siden|sedan|temu|önce"
)
"""What follows the span in a relative date."""
BEFORE: Final = "vor|il y a|hace|há|för|przed|about|sekitar"
"""What precedes the span in a relative date."""

MORNING: Final = words("pagi umaga")
EVENING: Final = words("petang sore malam hapon gabi")
NOON: Final = ("tengah hari", "siang", "tanghali")
"""Words that follow a twelve-hour clock, in Malay, Indonesian and Tagalog."""

DAYS_BACK: Final[dict[str, int]] = {
    "hari ini": 0, "today": 0, "heute": 0, "aujourd'hui": 0, "hoy": 0, "oggi": 0, "vandaag": 0,
    "kemarin": 1, "kemaren": 1, "yesterday": 1, "gestern": 1, "hier": 1, "ayer": 1, "ieri": 1,
    "ontem": 1, "gisteren": 1, "semalam": 1, "kelmarin": 1, "kahapon": 1, "hôm qua": 1,
    "hôm nay": 0, "ngayong araw": 0, "kemarin lusa": 2, "dua hari lalu": 2,
}  # fmt: skip
"""How many days before the fetch a word such as "kemarin" means."""
JUST_NOW: Final = frozenset(
    {
        "baru saja",
        "barusan",
        "beberapa saat lalu",
        "beberapa saat yang lalu",
        "just now",
        "now",
        "gerade eben",
        "à l'instant",
    }
)

INDONESIAN: Final = words("""
januari februari pebruari maret mei juni juli agustus agu agt ags agst oktober okt nopember nop
desember des senin selasa rabu kamis jumat jum'at sabtu minggu ahad pukul jam lalu menit kemarin
diterbitkan diperbarui
""")
"""Words that show that a printed date is Indonesian, and its clock with it."""
