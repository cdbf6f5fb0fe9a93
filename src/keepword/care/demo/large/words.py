"""What is said in the large sample: sentences of shop letters, put together by number."""

from __future__ import annotations

from .plan import COMMON, RARE

SENTENCES: dict[str, tuple[str, ...]] = {
    "en": (
        "The chair that I ordered three weeks ago has not arrived yet.",
        "Could you tell me when the delivery will be at our door?",
        "One of the legs wobbles, and the cushion has another colour than in the picture.",
        "We are very content with the table and would like two benches to go with it.",
        "Please send a replacement, or give us the money back.",
        "My neighbour can take the parcel if nobody opens.",
    ),
    "hr": (
        "Stolica koju sam naručila prije tri tjedna još nije stigla.",
        "Možete li mi reći kada će dostava biti kod nas?",
        "Jedna se noga klima, a jastuk je druge boje nego na slici.",
        "Jako smo zadovoljni stolom i htjeli bismo još dvije klupe.",
        "Molim pošaljite zamjenu ili vratite novac.",
        "Susjed može preuzeti paket ako nikoga nema.",
    ),
    "sv": (
        "Stolen som jag beställde för tre veckor sedan har inte kommit än.",
        "Kan ni säga när leveransen är framme hos oss?",
        "Ett av benen vickar och kudden har en annan färg än på bilden.",
        "Vi är mycket nöjda med bordet och vill gärna ha två bänkar till.",
        "Skicka gärna en ny eller betala tillbaka pengarna.",
        "Grannen kan ta emot paketet om ingen öppnar.",
    ),
    "tr": (
        "Üç hafta önce sipariş ettiğim sandalye henüz gelmedi.",
        "Teslimatın ne zaman kapımızda olacağını söyler misiniz?",
        "Ayaklardan biri sallanıyor, minder de resimdekinden başka renkte.",
        "Masadan çok memnunuz, yanına iki bank daha istiyoruz.",
        "Lütfen yenisini gönderin ya da parayı iade edin.",
        "Kimse açmazsa paketi komşum alabilir.",
    ),
    "sr-latn": (
        "Stolica koju sam poručila pre tri nedelje još nije stigla.",
        "Možete li da mi kažete kada će isporuka biti kod nas?",
        "Jedna noga se klima, a jastuk je druge boje nego na slici.",
        "Veoma smo zadovoljni stolom i želeli bismo još dve klupe.",
        "Molim vas pošaljite zamenu ili vratite novac.",
        "Komšija može da preuzme paket ako nikoga nema.",
    ),
    "ru": (
        "Стул, который я заказала три недели назад, ещё не пришёл.",
        "Скажите, пожалуйста, когда доставка будет у нашей двери?",
        "Одна ножка шатается, а подушка другого цвета, чем на картинке.",
        "Мы очень довольны столом и хотели бы к нему две скамьи.",
        "Пришлите, пожалуйста, замену или верните деньги.",
        "Сосед может принять посылку, если никто не откроет.",
    ),
}
SUBJECTS = {
    "en": "Order {} has not arrived",
    "hr": "Narudžba {} nije stigla",
    "sv": "Order {} har inte kommit",
    "tr": "{} numaralı sipariş gelmedi",
    "sr-latn": "Porudžbina {} nije stigla",
    "ru": "Заказ {} не пришёл",
}


def subject(language: str, number: int) -> str:
    """The subject of a conversation."""
    return SUBJECTS[language].format(1000 + number)


def text(language: str, message: int, rare: set[int]) -> str:
    """What a message says: three to five sentences, an order number, and in three of ten the common word."""
    pool = SENTENCES[language]
    said = [pool[(message * 7 + step * (1 + message % 5)) % len(pool)] for step in range(3 + message % 3)]
    if message % 10 in (0, 3, 6):
        said.insert(1, f"{COMMON} {20_000 + message % 7_000}.")
    if message in rare:
        said.append(f"{RARE}.")
    return f"{' '.join(said[:2])}\n\n{' '.join(said[2:])}\n\nNo. {1000 + message % 90_000}\nAna"
