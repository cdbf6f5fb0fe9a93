"""What a customer wrote this time, in the shapes that the world's mail programs give to answers."""

from __future__ import annotations

import pytest

from keepword.channels.email.reading.quotes import reply_text

OWN = "The parcel has not come.\n\nCan you look?"

ATTRIBUTIONS = {
    "gmail": "On Mon, Jan 5, 2026 at 3:04 PM Bo <bo@shop.example.com> wrote:",
    "gmail broken in the address": (
        "On Mon, Jan 5, 2026 at 3:04 PM Bo of the Very Long Named Shop <\nbo@shop.example.com> wrote:"
    ),
    "gmail broken before the verb": "On Mon, Jan 5, 2026 at 3:04 PM Bo <bo@shop.example.com>\nwrote:",
    "apple": "On Jan 5, 2026, at 3:04 PM, Bo <bo@shop.example.com> wrote:",
    "apple, short": "On 5 Jan 2026, at 15:04, Bo wrote:",
    "thunderbird": "On 05/01/2026 15:04, Bo wrote:",
    "thunderbird, iso": "On 2026-01-05 15:04, Bo wrote:",
    "german gmail": "Am Mo., 5. Jan. 2026 um 15:04 Uhr schrieb Bo <bo@shop.example.com>:",
    "german thunderbird": "Am 05.01.26 um 15:04 schrieb Bo:",
    "french gmail": "Le lun. 5 janv. 2026 à 15:04, Bo <bo@shop.example.com> a écrit :",
    "spanish gmail": "El lun, 5 ene 2026 a las 15:04, Bo (<bo@shop.example.com>) escribió:",
    "italian gmail": "Il giorno lun 5 gen 2026 alle ore 15:04 Bo <bo@shop.example.com> ha scritto:",
    "portuguese gmail": "Em seg., 5 de jan. de 2026 às 15:04, Bo <bo@shop.example.com> escreveu:",
    "dutch gmail": "Op ma 5 jan 2026 om 15:04 schreef Bo <bo@shop.example.com>:",
    "swedish gmail": "Den mån 5 jan. 2026 kl 15:04 skrev Bo <bo@shop.example.com>:",
    "swedish apple": "5 jan. 2026 kl. 15:04 skrev Bo <bo@shop.example.com>:",
    "danish gmail": "Den man. 5. jan. 2026 kl. 15.04 skrev Bo <bo@shop.example.com>:",
    "norwegian gmail": "man. 5. jan. 2026 kl. 15:04 skrev Bo <bo@shop.example.com>:",
    "finnish gmail": "ma 5. tammik. 2026 klo 15.04 Bo (bo@shop.example.com) kirjoitti:",
    "croatian gmail": "pon, 5. sij 2026. u 15:04 Bo <bo@shop.example.com> napisao je:",
    "croatian gmail, she": "pon, 5. sij 2026. u 15:04 Di <di@shop.example.com> napisala je:",
    "croatian apple": "Dana 5. 1. 2026. u 15:04 Bo <bo@shop.example.com> je napisao/la:",
    "croatian thunderbird": "Dana 5.1.2026. u 15:04, Bo je napisao/la:",
    "serbian latin": "pon, 5. jan 2026. u 15:04 Bo <bo@shop.example.com> je napisao/la:",
    "serbian cyrillic": "пон, 5. јан 2026. у 15:04 Bo <bo@shop.example.com> је написао/ла:",
    "serbian apple": "Дана 5. 1. 2026. у 15:04, Bo <bo@shop.example.com> је написао:",
    "slovenian gmail": "V V pon., 5. jan. 2026 ob 15:04 je oseba Bo <bo@shop.example.com> napisala:",
    "polish gmail": "pon., 5 sty 2026 o 15:04 Bo <bo@shop.example.com> napisał(a):",
    "czech gmail": "po 5. 1. 2026 v 15:04 odesílatel Bo <bo@shop.example.com> napsal:",
    "slovak gmail": "po 5. 1. 2026 o 15:04 Bo <bo@shop.example.com> napísal(a):",
    "hungarian gmail": "Bo <bo@shop.example.com> ezt írta (időpont: 2026. jan. 5., H, 15:04):",
    "romanian gmail": "În lun., 5 ian. 2026 la 15:04, Bo <bo@shop.example.com> a scris:",
    "russian gmail": "пн, 5 янв. 2026 г. в 15:04, Bo <bo@shop.example.com>:",
    "russian apple": "5 янв. 2026 г., в 15:04, Bo <bo@shop.example.com> написал(а):",
    "mail.ru": "Понедельник, 5 января 2026, 15:04 +03:00 от Bo <bo@shop.example.com>:",
    "yandex": '05.01.2026, 15:04, "Bo" <bo@shop.example.com>:',
    "russian thunderbird": "05.01.2026 15:04, Bo пишет:",
    "ukrainian gmail": "пн, 5 січ. 2026 р. о 15:04 Bo <bo@shop.example.com> пише:",
    "bulgarian gmail": "На пн, 5.01.2026 г. в 15:04 Bo <bo@shop.example.com> написа:",
    "turkish gmail": "Bo <bo@shop.example.com>, 5 Oca 2026 Pzt, 15:04 tarihinde şunu yazdı:",
    "turkish apple": "Bo <bo@shop.example.com> şunları yazdı (5 Oca 2026 15:04):",
    "turkish thunderbird": "5.01.2026 15:04 tarihinde Bo yazdı:",
    "greek gmail": "Στις Δευ 5 Ιαν 2026 στις 3:04 μ.μ., ο χρήστης Bo <bo@shop.example.com> έγραψε:",
    "chinese gmail": "Bo <bo@shop.example.com> 于2026年1月5日周一 15:04写道：",
    "japanese gmail": "2026年1月5日(月) 15:04 Bo <bo@shop.example.com>:",
    "korean gmail": "2026년 1월 5일 (월) 오후 3:04, Bo <bo@shop.example.com>님이 작성:",
    "yahoo": "On Monday, January 5, 2026 at 03:04:05 PM GMT+1, Bo <bo@shop.example.com> wrote:",
    "outlook for ios": 'On Mon, Jan 5, 2026 at 3:04 PM +0100, "Bo" <bo@shop.example.com> wrote:',
    "proton": "On Monday, January 5th, 2026 at 15:04, Bo <bo@shop.example.com> wrote:",
}


@pytest.mark.parametrize("name", ATTRIBUTIONS)
def test_an_attribution_with_marked_lines_is_dropped(name: str) -> None:
    text = f"{OWN}\n\n{ATTRIBUTIONS[name]}\n\n> Dear Ana,\n>\n> it is on its way.\n> Bo\n"
    assert reply_text(text) == OWN


@pytest.mark.parametrize("name", ATTRIBUTIONS)
def test_an_attribution_without_marked_lines_takes_all_below_it(name: str) -> None:
    text = f"{OWN}\n\n{ATTRIBUTIONS[name]}\n\nDear Ana,\n\nit is on its way.\nBo\n"
    assert reply_text(text) == OWN


HEADER_BLOCKS = {
    "outlook": (
        "From: Bo <bo@shop.example.com>\nSent: Monday, January 5, 2026 3:04 PM\n"
        "To: Ana <ana@example.com>\nSubject: Your order"
    ),
    "outlook, ruled": (
        "________________________________\nFrom: Bo <bo@shop.example.com>\n"
        "Sent: Monday, January 5, 2026 3:04 PM\nTo: Ana\nSubject: Your order"
    ),
    "outlook, bold": (
        "*From:* Bo <bo@shop.example.com>\n*Sent:* Monday, January 5, 2026 3:04 PM\n*To:* Ana\n"
        "*Subject:* Your order"
    ),
    "outlook 2003": (
        "-----Original Message-----\nFrom: Bo [mailto:bo@shop.example.com]\n"
        "Sent: 05 January 2026 15:04\nTo: Ana\nSubject: Your order"
    ),
    "german": (
        "Von: Bo <bo@shop.example.com>\nGesendet: Montag, 5. Januar 2026 15:04\nAn: Ana\n"
        "Betreff: Ihre Bestellung"
    ),
    "french": (
        "De : Bo <bo@shop.example.com>\nEnvoyé : lundi 5 janvier 2026 15:04\nÀ : Ana\nObjet : Votre commande"
    ),
    "croatian": (
        "Od: Bo <bo@shop.example.com>\nPoslano: ponedjeljak, 5. siječnja 2026. 15:04\n"
        "Prima: Ana\nPredmet: Vaša narudžba"
    ),
    "serbian": (
        "Šalje: Bo <bo@shop.example.com>\nPoslato: ponedeljak, 5. januar 2026. 15:04\nZa: Ana\n"
        "Tema: Vaša porudžbina"
    ),
    "serbian cyrillic": (
        "Од: Bo <bo@shop.example.com>\nПослато: понедељак, 5. јануар 2026. 15:04\nЗа: Ana\n"
        "Тема: Ваша поруџбина"
    ),
    "swedish": (
        "Från: Bo <bo@shop.example.com>\nSkickat: den 5 januari 2026 15:04\nTill: Ana\nÄmne: Din order"
    ),
    "turkish": (
        "Kimden: Bo <bo@shop.example.com>\nGönderildi: 5 Ocak 2026 Pazartesi 15:04\nKime: Ana\n"
        "Konu: Siparişiniz"
    ),
    "turkish, sender": (
        "Gönderen: Bo <bo@shop.example.com>\nGönderme Tarihi: 5 Ocak 2026 Pazartesi 15:04\n"
        "Kime: Ana\nKonu: Siparişiniz"
    ),
    "russian": "От: Bo <bo@shop.example.com>\nОтправлено: 5 января 2026 г. 15:04\nКому: Ana\nТема: Ваш заказ",
    "polish": (
        "Od: Bo <bo@shop.example.com>\nWysłano: poniedziałek, 5 stycznia 2026 15:04\nDo: Ana\n"
        "Temat: Zamówienie"
    ),
    "spanish": (
        "De: Bo <bo@shop.example.com>\nEnviado el: lunes, 5 de enero de 2026 15:04\nPara: Ana\n"
        "Asunto: Su pedido"
    ),
    "dutch": (
        "Van: Bo <bo@shop.example.com>\nVerzonden: maandag 5 januari 2026 15:04\nAan: Ana\n"
        "Onderwerp: Uw bestelling"
    ),
    "italian": (
        "Da: Bo <bo@shop.example.com>\nInviato: lunedì 5 gennaio 2026 15:04\nA: Ana\nOggetto: Il suo ordine"
    ),
    "chinese": "发件人: Bo <bo@shop.example.com>\n发送时间: 2026年1月5日 15:04\n收件人: Ana\n主题: 订单",
    "android": (
        "-------- Original message --------\nFrom: Bo <bo@shop.example.com>\n"
        "Date: 05/01/2026 15:04 (GMT+01:00)\nTo: Ana\nSubject: Order"
    ),
    "android, croatian": (
        "-------- Izvorna poruka --------\nOd: Bo <bo@shop.example.com>\n"
        "Datum: 5. 1. 2026. 15:04\nPrima: Ana\nPredmet: Narudžba"
    ),
    "android, turkish": (
        "-------- Orijinal mesaj --------\nKimden: Bo <bo@shop.example.com>\n"
        "Tarih: 5.01.2026 15:04\nAlıcı: Ana\nKonu: Sipariş"
    ),
    "android, russian": (
        "-------- Исходное сообщение --------\nОт: Bo <bo@shop.example.com>\n"
        "Дата: 05.01.2026 15:04\nКому: Ana\nТема: Заказ"
    ),
    "german ruled": (
        "-----Ursprüngliche Nachricht-----\nVon: Bo\nGesendet: Montag, 5. Januar 2026 15:04\n"
        "An: Ana\nBetreff: Bestellung"
    ),
    "swedish ruled": (
        "-----Ursprungligt meddelande-----\nFrån: Bo\nSkickat: den 5 januari 2026 15:04\n"
        "Till: Ana\nÄmne: Order"
    ),
    "notes in a row": (
        "From: Bo <bo@shop.example.com>\nTo: Ana <ana@example.com>\nDate: 05/01/2026 15:04\nSubject: Order"
    ),
}


@pytest.mark.parametrize("name", HEADER_BLOCKS)
def test_a_block_of_header_lines_takes_all_below_it(name: str) -> None:
    text = f"{OWN}\n\n{HEADER_BLOCKS[name]}\n\nDear Ana,\n\nit is on its way.\nBo\n"
    assert reply_text(text) == OWN


SIGNATURES = {
    "delimiter": "-- \nAna\nExample Street 1",
    "delimiter without blank": "--\nAna",
    "iphone": "Sent from my iPhone",
    "android": "Sent from my Android phone with K-9 Mail.",
    "outlook for android": "Get Outlook for Android<https://aka.example.com/x>",
    "german": "Von meinem iPhone gesendet",
    "french": "Envoyé de mon iPhone",
    "croatian": "Poslano s mog iPhonea",
    "serbian": "Послато са мог iPhone-а",
    "swedish": "Skickat från min iPhone",
    "turkish": "iPhone'umdan gönderildi",
    "russian": "Отправлено с iPhone",
    "mail.ru": "Отправлено из Почты Mail.ru",
    "polish": "Wysłane z iPhone'a",
    "spanish": "Enviado desde mi iPhone",
    "yahoo": "Sent from Yahoo Mail on Android",
    "list": (
        "_______________________________________________\nGarden mailing list\n"
        "https://lists.example.org/listinfo/garden"
    ),
}


@pytest.mark.parametrize("name", SIGNATURES)
def test_the_signature_is_dropped(name: str) -> None:
    assert reply_text(f"{OWN}\n\n{SIGNATURES[name]}\n") == OWN


@pytest.mark.parametrize("name", SIGNATURES)
def test_the_signature_above_a_quotation_is_dropped(name: str) -> None:
    quoted = "On Mon, Jan 5, 2026 at 3:04 PM Bo <bo@shop.example.com> wrote:\n\n> It is on its way.\n"
    assert reply_text(f"{OWN}\n\n{SIGNATURES[name]}\n\n{quoted}") == OWN


KEPT = {
    "dates in a list": (
        "I was there:\n\n2026-01-15 14:30\n15.01.2026 14:30\nJan 15, 2026 at 14:30\n\nNobody came."
    ),
    "somebody wrote": "On Monday my brother wrote to you: no answer came.\nWhat now?",
    "a letter quoted in prose": "Your colleague wrote: we will call you back.\nNobody has called.",
    "address and colon": "Please send it to ana@example.com:\nthe old address is dead.",
    "form fields": "Name: Ana\nOrder: 4711\nDate: 5.1.2026\nI want my money back.",
    "from somewhere": "From: the garden shed\nI write this letter.",
    "dashes": "First - second\n---\nthird\n-----\nfourth",
    "contact form": (
        "A visitor wrote on our page:\n\nFrom: Ana <ana@example.com>\nSubject: Refund\n"
        "Phone: 123\n\nWhere is it?"
    ),
    "to do": "To: whom it may concern\n\nI am angry.",
    "sent in prose": "Sent from my old address, the parcel came back to me twice and now it is lost.\nHelp.",
    "comparison": "if a > b then\n  c > d\nend",
    "arrow inside": "I clicked File -> Save > As and it broke.",
    "long underline": "My list\n_______\none\ntwo",
    "croatian prose": "Vaš kolega je napisao da će doći u 15:04.\nNije došao.",
    "russian prose": "Ваш коллега написал, что придёт в 15:04.\nОн не пришёл.",
    "turkish prose": "Arkadaşınız 15:04 tarihinde gelecek diye yazdı.\nGelmedi.",
    "date line": "5.1.2026 15:04:\nthe machine stopped.",
}


@pytest.mark.parametrize("name", KEPT)
def test_what_only_looks_like_a_quotation_is_kept(name: str) -> None:
    assert reply_text(KEPT[name]) == KEPT[name]


def test_answers_between_quoted_lines_are_kept() -> None:
    text = (
        "Hello,\n\nOn 05/01/2026 15:04, Bo wrote:\n> Which colour?\n\nBlue.\n\n> Which size?\n\n"
        "Large, please.\n\nAna\n"
    )
    assert reply_text(text) == "Hello,\n\nBlue.\n\nLarge, please.\n\nAna"


def test_an_answer_below_the_quotation_is_kept() -> None:
    text = "On 05/01/2026 15:04, Bo wrote:\n> Which colour?\n> Bo\n\nBlue.\n"
    assert reply_text(text) == "Blue."


def test_a_quoted_line_that_was_broken_belongs_to_the_quotation() -> None:
    long = (
        "> this line was so long that the program of somebody on the way broke it into\n"
        "two pieces\n"
        "> and went on"
    )
    assert reply_text(f"{OWN}\n\nOn 05/01/2026 15:04, Bo wrote:\n{long}\n") == OWN


def test_a_mail_that_only_passes_something_on_is_kept_whole() -> None:
    text = (
        "---------- Forwarded message ---------\nFrom: Bo <bo@shop.example.com>\n"
        "Date: Mon, Jan 5, 2026\nSubject: x\nTo: Ana\n\nHello Ana"
    )
    assert reply_text(text) == text


def test_an_answer_without_words_of_its_own_is_empty() -> None:
    assert reply_text("On 05/01/2026 15:04, Bo wrote:\n> Which colour?\n") == ""


def test_text_far_below_is_not_lost() -> None:
    text = "\n".join(f"line {number}" for number in range(5_000))
    assert reply_text(text) == text
