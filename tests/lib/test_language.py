"""The language of a message is known, and a language that we do not speak is not taken for one that we do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keepword.lib.language import LANGUAGES, detect

OURS = [
    ("en", "The driver came when nobody was home, what shall I do?"),
    ("en", "Where is my stuff??"),
    ("en", "Shoes too small, can I swap them for a bigger size?"),
    ("hr", "Dostavljač je došao kad nikoga nije bilo doma, što da radim?"),
    ("hr", "cipele su premale, mogu li ih zamijeniti za veći broj"),
    ("hr", "Zelim otkazati rezervaciju za subotu navecer, hvala lijepa."),
    ("hr", "Javit ću se sljedeći tjedan."),
    ("sr", "Kurir je došao kad nikog nije bilo kod kuće, šta da radim?"),
    ("sr", "cipele su premale, mogu li da ih zamenim za veći broj"),
    ("sr", "Javicu se sledece nedelje."),
    ("sr", "Курир је дошао кад никог није било код куће, шта да радим?"),
    ("sr", "Где је мој пакет?"),
    ("sv", "Budet kom när ingen var hemma, vad ska jag göra?"),
    ("sv", "Nar far jag min vara? Den skulle ha kommit i gar."),
    ("sv", "Var är mitt paket?"),
    ("tr", "Kurye geldiğinde evde kimse yoktu, ne yapmalıyım?"),
    ("tr", "ayakkabilar kucuk geldi, degistirebilir miyim"),
    ("tr", "İYİ GÜNLER, PAKETİM NEREDE?"),
    ("ru", "Курьер приехал, когда никого не было дома, что мне делать?"),
    ("ru", "Ботинки малы, можно поменять на больший размер?"),
    ("ru", "Есть новости?"),
]

OTHERS = [
    "Wann kommt der Techniker vorbei? Unsere Heizung ist seit gestern kalt.",
    "Le livreur est passé mais il n'y avait personne à la maison, que dois-je faire ?",
    "El repartidor vino cuando no había nadie en casa, ¿qué debo hacer ahora?",
    "Il corriere è passato quando non c'era nessuno, cosa devo fare?",
    "O estafeta veio quando não estava ninguém em casa, o que devo fazer?",
    "De bezorger kwam langs toen er niemand thuis was, wat moet ik doen?",
    "Buddet kom forbi, da der ikke var nogen hjemme, hvad skal jeg gøre?",
    "Skoene er for små, kan jeg bytte dem i en større størrelse?",
    "Kuriiri tuli kun kukaan ei ollut kotona, mitä minun pitäisi tehdä?",
    "Kurier przyszedł, gdy nikogo nie było w domu, co mam zrobić?",
    "Kurýr přišel, když nikdo nebyl doma, co mám dělat?",
    "Kuriér prišiel, keď nikto nebol doma, čo mám robiť?",
    "Čevlji so premajhni, ali jih lahko zamenjam za večjo številko?",
    "A futár akkor jött, amikor senki nem volt otthon, mit tegyek?",
    "Curierul a venit când nu era nimeni acasă, ce trebuie să fac?",
    "Кур'єр приїхав, коли нікого не було вдома, що мені робити?",
    "Куриерът дойде, когато нямаше никого вкъщи, какво да направя?",
    "Курирот дојде кога немаше никој дома, што да правам?",
    "Kuryer evdə heç kim olmayanda gəldi, nə etməliyəm?",
    # languages of which the table knows nothing
    "Kurjers atbrauca, kad neviena nebija mājās, ko man darīt?",
    "Kurir datang ketika tidak ada orang di rumah, apa yang harus saya lakukan?",
    "Ο κούριερ ήρθε όταν δεν ήταν κανείς στο σπίτι, τι να κάνω;",
    "جاء المندوب ولم يكن أحد في المنزل، ماذا أفعل؟",
    "配達員が来たとき、家に誰もいませんでした。",
]


@pytest.mark.parametrize(("language", "text"), OURS)
def test_ours(language: str, text: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize("text", OTHERS)
def test_others_are_none_of_ours(text: str) -> None:
    assert detect(text) is None


@pytest.mark.parametrize(
    ("hint", "found"), [("hr", "hr"), ("sr", "sr"), ("bs", "hr"), ("en", "hr"), (None, "hr")]
)
def test_the_hint_decides_what_croatian_and_serbian_share(hint: str | None, found: str) -> None:
    assert detect("Hvala na odgovoru, paket je danas stigao u redu.", hint) == found


def test_tell_tale_words_outweigh_the_hint() -> None:
    assert detect("Možete li provjeriti gdje je paket?", "sr") == "hr"
    assert detect("Da li možete da proverite gde je paket?", "hr") == "sr"


@pytest.mark.parametrize("hint", ["en", "hr", "sv", "tr", "sr"])
def test_a_word_or_two_are_taken_for_the_hinted_language(hint: str) -> None:
    assert detect("ok", hint) == hint


@pytest.mark.parametrize("text", ["", " ", "12345 67", "?!", "https://example.com/thanks", "ana@example.com"])
def test_no_words_no_language(text: str) -> None:
    assert detect(text, "en") is None


def test_addresses_and_links_do_not_speak() -> None:
    links = "https://example.com/where-is-my-order-please-and-thank-you " * 3
    assert detect(f"{links}\nMerhaba, paketim nerede? Lütfen yazar mısınız? bo@example.com") == "tr"


@given(st.text(), st.sampled_from([None, "", "xx", *LANGUAGES]))
def test_any_text_has_an_answer(text: str, hint: str | None) -> None:
    assert detect(text, hint) in {None, *LANGUAGES}
