"""The words in which people say when, in the six languages, folded.

A code stands before the words that mean it: weekdays `d0` to `d6`, months `m1` to `m12`, `+n` days from now,
units of duration, parts of the day, numbers `n1` to `n10`, and the small words `at`, `by`, `in` and `-`
(which says nothing). Inflected forms are listed: words this short leave too little for rules.
"""

import re
from functools import lru_cache

from keepword.lib.search_text import fold

_ENGLISH = """
d0 mon monday | d1 tue tues tuesday | d2 wed weds wednesday | d3 thu thur thurs thursday
d4 fri friday | d5 sat saturday | d6 sun sunday
m1 jan january | m2 feb february | m3 mar march | m4 apr april | m5 may | m6 jun june | m7 jul july
m8 aug august
m9 sep sept september | m10 oct october | m11 nov november | m12 dec december
+0 today | +1 tomorrow tmrw tomorow | +2 overmorrow
minute m min mins minute minutes | h h | hour hr hrs hour hours | day d day days | week w wk wks week weeks
month mo month months | year year years | workday workday workdays
morning morning | noon noon midday | afternoon afternoon | evening evening night tonight | eod eod | eow eow
eom eom | eoy eoy | weekend weekend
next next coming following | this this | end end close | am am | pm pm
at at | by by until till before | in in within | - on the of for early latest clock sharp th st nd rd and
n1 a an one | n2 two | n3 three | n4 four | n5 five | n6 six | n7 seven | n8 eight | n9 nine | n10 ten
"""

_SOUTH_SLAVIC = """
d0 pon ponedjeljak ponedjeljka ponedjeljkom ponedeljak ponedeljka ponedeljkom
d1 uto ut utorak utorka utorkom | d2 sri sre srijeda srijedu srijede srijedom sreda sredu srede sredom
d3 cet cetvrtak cetvrtka cetvrtkom | d4 pet petak petka petkom | d5 sub subota subotu subote subotom
d6 ned nedjelja nedjelju nedjelje nedjeljom nedelja nedelju nedeljom
m1 sijecanj sijecnja januar januara | m2 veljaca veljace februar februara | m3 ozujak ozujka mart marta
m4 travanj travnja aprila | m5 svibanj svibnja maj maja | m6 lipanj lipnja juni juna
m7 srpanj srpnja juli jula | m8 kolovoz kolovoza avgust avgusta | m9 rujan rujna septembar septembra
m10 listopad listopada oktobar oktobra | m11 studeni studenog studenoga novembar novembra
m12 prosinac prosinca decembar decembra
+0 danas | +1 sutra | +2 prekosutra
minute minuta minutu minute minut | h h | hour sat sata sati satova | day dan dana danom
week tjedan tjedna tjednu tjedana sedmica sedmicu sedmice nedelje
month mjesec mjeseca mjeseci mesec meseca meseci | year godina godine godinu
workday radnihdana
morning ujutro jutro jutros | noon podne | afternoon poslijepodne poslepodne popodne
evening navecer vecer vecer uvece vece veceras nocas | eod krajdana | weekend vikend vikenda vikendu
next sljedeci sljedece sljedeceg sljedecu sljedecega sledeci sledece sledeceg sledecu iduci iduce iduceg iducu
this ovaj ovog ovoga ovu ove | end kraj kraja kraju krajem
at u oko | by do najkasnije prije pre | in za kroz unutar roku | - na pocetkom od i
n1 jedan jednu jedna | n2 dva dvije dve | n3 tri | n4 cetiri | n5 pet | n6 sest
n7 sedam | n8 osam | n9 devet | n10 deset
"""

_SWEDISH = """
d0 man mandag mandagen | d1 tis tisdag tisdagen | d2 ons onsdag onsdagen | d3 tor tors torsdag torsdagen
d4 fre fredag fredagen | d5 lor lordag lordagen | d6 son sondag sondagen
m1 januari | m2 februari | m3 mars | m4 april | m5 maj | m6 juni | m7 juli | m8 augusti
m9 september | m10 okt oktober
m11 november | m12 december
+0 idag | +1 imorgon imorron | +2 overmorgon iovermorgon
minute minut minuter | h h | hour tim timme timmar | day dag dagar dygn | week vecka veckan veckor v
month manad manaden manader | year ar aret | workday arbetsdag arbetsdagar vardag vardagar
morning morgon morgonen bitti formiddag formiddagen | noon lunch | afternoon eftermiddag eftermiddagen
evening kvall kvallen ikvall natt | eod dagensslut | weekend helg helgen
next nasta kommande | this denna den har | end slutet slut
at kl klockan | by senast fore till tills innan | in om inom | - pa i av under e a borjan
n1 en ett | n2 tva | n3 tre | n4 fyra | n5 fem | n6 sex | n7 sju | n8 atta | n9 nio | n10 tio
"""

_TURKISH = """
d0 pzt pazartesi pazartesiye | d1 sal sali saliya | d2 car carsamba carsambaya | d3 per persembe persembeye
d4 cum cuma cumaya | d5 cmt cumartesi cumartesiye | d6 paz pazar pazara
m1 ocak | m2 subat | m3 mart | m4 nisan | m5 mayis | m6 haziran | m7 temmuz | m8 agustos | m9 eylul | m10 ekim
m11 kasim | m12 aralik
+0 bugun | +1 yarin yarina | +2 obur
minute dakika dakikaya dk | h s | hour saat saate sa | day gun gune | week hafta haftanin
month ay aya ayin | year yil yilin | workday isgunu
morning sabah sabahi sabaha | noon oglen ogle | afternoon ogledensonra | evening aksam aksama aksami gece
eod gunsonu | weekend haftasonu
next gelecek onumuzdeki sonraki | this bu | end sonu sonuna sonunda
at | by kadar dek once | in sonra icinde | - gunu gunune de da te ta e a ye ya
n1 bir | n2 iki | n3 uc | n4 dort | n5 bes | n6 alti | n7 yedi | n8 sekiz | n9 dokuz | n10 on
"""

_RUSSIAN = """
d0 пн понедельник понедельника понедельнику | d1 вт вторник вторника вторнику
d2 ср среда среду среды среде
d3 чт четверг четверга четвергу | d4 пт пятница пятницу пятницы пятнице
d5 сб суббота субботу субботы субботе
d6 вс воскресенье воскресенья воскресенью
m1 янв январь января | m2 фев февраль февраля | m3 мар март марта | m4 апр апрель апреля
m5 май мая | m6 июн июнь июня
m7 июл июль июля | m8 авг август августа | m9 сен сентябрь сентября | m10 окт октябрь октября
m11 ноя ноябрь ноября
m12 дек декабрь декабря
+0 сегодня | +1 завтра | +2 послезавтра
minute мин минута минуту минуты минут м | h ч | hour час часа часов | day день дня дней дн д
week неделя неделю недели недель неделе нед | month месяц месяца месяцев | year год года
workday рабочихдней
morning утро утром утра | noon полдень полудня | afternoon днем послеобеда
evening вечер вечера вечером вечеру
eod конецдня | weekend выходные выходных
next следующий следующего следующую следующей следующем следующая | this этот этой эту этого
end конец конца концу конце
at в во | by к ко до позднее не | in через за | - на го ого е начале
n1 один одну | n2 два две | n3 три | n4 четыре | n5 пять | n6 шесть
n7 семь | n8 восемь | n9 девять | n10 десять
"""

# Several words that mean one thing, replaced before the text is cut into words; longest first.
_PHRASES = {
    "en": {
        "day after tomorrow": "overmorrow",
        "half an hour": "30 min",
        "working day": "workday",
        "business day": "workday",
        "first thing": "morning",
        "close of business": "eod",
        "end of day": "eod",
        "end of the day": "eod",
    },
    "hr": {
        "pola sata": "30 min",
        "pola sat": "30 min",
        "poslije podne": "poslijepodne",
        "posle podne": "poslepodne",
        "prije podne": "ujutro",
        "pre podne": "ujutro",
        "radnih dana": "radnihdana",
        "radna dana": "radnihdana",
        "radni dan": "radnihdana",
        "sat vremena": "sat",
        "nedelju dana": "tjedan",
        "kraja dana": "krajdana",
        "kraj dana": "krajdana",
    },
    "sv": {
        "i overmorgon": "overmorgon",
        "i morgon": "imorgon",
        "i morron": "imorgon",
        "i dag": "idag",
        "i kvall": "ikvall",
        "en halvtimme": "30 min",
        "halvtimme": "30 min",
        "slutet av dagen": "dagensslut",
        "dagens slut": "dagensslut",
    },
    "tr": {
        "yarim saat": "30 min",
        "ogleden sonra": "ogledensonra",
        "haftaya": "gelecek hafta",
        "gelecek haftaya": "gelecek hafta",
        "onumuzdeki haftaya": "gelecek hafta",
        "obur gun": "obur",
        "hafta sonu": "haftasonu",
        "gun sonu": "gunsonu",
        "is gunu": "isgunu",
    },
    "ru": {
        "в течение": "через",
        "полчаса": "30 мин",
        "рабочих дней": "рабочихдней",
        "рабочих дня": "рабочихдней",
        "рабочий день": "рабочихдней",
        "рабочего дня": "рабочихдней",
        "конец дня": "конецдня",
        "конца дня": "конецдня",
        "концу дня": "конецдня",
        "после обеда": "послеобеда",
    },
}

_TABLES = {"en": _ENGLISH, "hr": _SOUTH_SLAVIC, "sv": _SWEDISH, "tr": _TURKISH, "ru": _RUSSIAN}
_LATIN = str.maketrans(
    dict(zip("абвгдђежзијклмнопрстћуфхцчш", "abvgddezzijklmnoprstcufhccs", strict=True))
    | {"љ": "lj", "њ": "nj", "џ": "dz"}
)


def plain(text: str, language: str) -> str:
    """Folded text with one word for each meaning; Serbian in Latin letters."""
    folded = " ".join(fold(text).split())
    if language == "sr":
        folded = folded.translate(_LATIN)
    pattern, meanings = _phrases(_table_name(language))
    return pattern.sub(lambda found: meanings[found[1]], folded)


@lru_cache(maxsize=8)
def vocabulary(language: str) -> tuple[dict[str, str], dict[str, int]]:
    """Codes and numbers by word: the language's own words go before the English ones."""
    codes: dict[str, str] = {}
    numbers: dict[str, int] = {}
    for table in dict.fromkeys(("en", _table_name(language))):
        for entry in re.split(r"[|\n]", _TABLES[table]):
            code, *words = entry.split() or [""]
            if re.fullmatch(r"n\d+", code):
                numbers |= dict.fromkeys(words, int(code[1:]))
            else:
                codes |= dict.fromkeys(words, code)
    return codes, numbers


def _table_name(language: str) -> str:
    name = "hr" if language in {"sr", "bs"} else language
    return name if name in _TABLES else "en"


@lru_cache(maxsize=8)
def _phrases(table: str) -> tuple[re.Pattern[str], dict[str, str]]:
    meanings = _PHRASES["en"] | _PHRASES[table]
    longest_first = sorted(meanings, key=len, reverse=True)
    return re.compile(rf"\b({'|'.join(longest_first)})s?\b"), meanings  # 'working days' too
