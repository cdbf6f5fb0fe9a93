"""Letters in Turkish."""

# ruff: noqa: E501 - letters are read by their sentences, not by their columns

from __future__ import annotations

from .. import pictures
from ..calendar import Ago, Day
from ..steps import BO, CY, DI, Fault, File, Keep, Mail, MakeGood, Note, Reply, Resolve, Says, Story, Tag

STORIES = (
    Story(
        "tr-where", "tr-home", "Siparişim nerede?", (
            Mail(
                Ago(405),
                "Merhaba,\n\n2263 numaralı siparişim bugün gelecekti, hâlâ gelmedi. Evde bekliyorum. Ne zaman gelir?\n\nAna",
            ),
        ),
        language="tr",
    ),
    Story(
        "tr-offer", "tr-office", "Toplantı odası için sandalye", (
            Mail(
                Day(7, "11:20"),
                "Merhaba,\n\ntoplantı odamız için on sandalye arıyoruz. Ölçüler ekte. Fiyat teklifi alabilir miyiz?\n\n"
                "Ana\nMimar Ofis",
                files=(File("oda.pdf", "application/pdf", pictures.pdf("Toplanti odasi", "6,20 x 4,10 m")),),
            ),
            Reply(
                BO, Day(7, "13:00"),
                "Merhaba Ana,\n\nteklifi {d5} günü öğlene kadar göndereceğim.",
                says=(Says("On sandalye için fiyat teklifi", "send", Day(5, "12:00"),
                           "teklifi {d5} günü öğlene kadar göndereceğim"),),
            ),
            Reply(BO, Day(5, "10:25"), "Merhaba Ana,\n\nteklif hazır: on sandalye, meşe, teslimat dahil 1.290 €."),
            Keep(BO, Day(5, "10:26"), "Bu sabahki mektupla gönderildi.", fits=(True, True, True)),
            Mail(Day(4, "14:40"), "Teşekkürler, kabul ediyoruz. Teslimat ne zaman olur?\n\nAna"),
            Reply(
                BO, Day(4, "15:30"),
                "Merhaba Ana,\n\nsandalyeleri {n2} günü saat on dörtte kapınıza getireceğiz.",
                says=(Says("On meşe sandalye kapıya", "delivery", Day(-2, "14:30"),
                           "sandalyeleri {n2} günü saat on dörtte kapınıza getireceğiz"),),
            ),
        ),
        language="tr",
    ),
    Story(
        "tr-broken", "tr-cafe", "Tabure kırık geldi", (
            Mail(
                Day(6, "10:15"),
                "Merhaba,\n\nsekiz tabureden biri kırık geldi. Fotoğrafı gönderiyorum. Yenisini istiyoruz.\n\n"
                "Ana\nÇınaraltı Kahve",
                files=(File("tabure.png", "image/png", pictures.chair(scratched=True)),),
            ),
            Reply(
                BO, Day(6, "11:30"),
                "Merhaba Ana,\n\nçok üzgünüz. Yeni tabure {d4} günü sizde olacak.",
                says=(Says("Kırık taburenin yenisi", "replacement", Day(4, "17:00"),
                           "Yeni tabure {d4} günü sizde olacak.", "day"),),
            ),
            Mail(Day(3, "09:30"), "Söz verdiğiniz gün geçti, tabure gelmedi.\n\nAna"),
            Note(BO, Day(3, "10:05"), "Kargo yanlış şubeye götürmüş. @di yenisini kuryeyle göndereyim mi?"),
            Note(DI, Day(3, "10:12"), "Evet, bugün. Kurye parasını biz öderiz."),
            Reply(
                BO, Day(3, "10:30"),
                "Merhaba Ana,\n\nsözümüzü tutamadık, özür dileriz: paket yanlış şubeye gitmiş. Kurye bugün saat on "
                "altıya kadar yeni tabureyi getiriyor.",
                says=(Says("Yeni tabure kuryeyle", "replacement", Day(3, "16:00"),
                           "Kurye bugün saat on altıya kadar yeni tabureyi getiriyor."),),
            ),
            Keep(BO, Day(3, "15:20"), "Kurye 15:05'te teslim etti, imza Ana.", promise=1, fits=(True, True, True)),
            MakeGood(BO, Day(3, "15:25"), "Bir gün geç, kuryeyle; kahve için çekirdek hediye ettik.", promise=0),
            Mail(Day(3, "15:40"), "Geldi, teşekkürler. Çekirdekler de çok güzel kokuyor.\n\nAna"),
            Resolve(BO, Day(3, "15:55"), no_answer="Teşekkür etti, konu kapandı."),
            Fault(BO, Day(3, "15:56"), "none"),
            Tag(BO, Day(3, "15:57"), ("carrier", "apology")),
        ),
        language="tr",
    ),
    Story(
        "tr-callback", "tr-office", "Kumaş seçimi", (
            Mail(Ago(150), "Merhaba, kumaş seçiminde kararsızız. Bizi arayabilir misiniz?\n\nAna\nMimar Ofis"),
            Reply(
                BO, Ago(90),
                "Merhaba Ana,\n\nbir buçuk saat içinde sizi arayacağım, örnekler yanımda.",
                says=(Says("Kumaş örnekleri için telefon", "callback", Ago(2), "bir buçuk saat içinde sizi arayacağım"),),
            ),
            Keep(BO, Ago(30), "On dakika konuştuk; koyu yeşili seçti."),
            Mail(Ago(20), "Telefon için teşekkürler! Fatura adresimiz değişti, yenisini yazayım mı?\n\nAna"),
        ),
        language="tr",
    ),
    Story(
        "tr-refund", "tr-home", "Para iadesi", (
            Mail(Day(3, "13:10"), "Merhaba, iade ettiğim sehpanın parası ne zaman yatar?\n\nAna"),
            Reply(
                BO, Day(3, "14:20"),
                "Merhaba Ana,\n\nsehpa bize ulaştı. 120 € iadeniz en geç {n1} günü hesabınızda.",
                says=(Says("Sehpa için 120 € iade", "refund", Day(-1, "17:00"),
                           "120 € iadeniz en geç {n1} günü hesabınızda.", "day"),),
            ),
        ),
        language="tr",
    ),
    Story(
        "tr-care", "tr-cafe", "Ahşap nasıl temizlenir?", (
            Mail(Day(5, "16:30"), "Merhaba, taburelerin ahşabını neyle temizleyelim?\n\nAna\nÇınaraltı Kahve"),
            Reply(BO, Day(4, "09:30"), "Merhaba Ana,\n\nnemli bez ve ayda bir keten yağı yeter. Deterjan kullanmayın."),
            Resolve(BO, Day(4, "09:31"), "Bakım anlatıldı."),
        ),
        language="tr",
    ),
    Story(
        "tr-repair", "tr-home", "Sallanan sandalye", inbox="repairs", steps=(
            Mail(Ago(270), "Merhaba, sandalyemin bir ayağı sallanıyor. Atölyeye getirebilir miyim?\n\nAna"),
            Reply(
                CY, Ago(200),
                "Merhaba Ana,\n\nelbette. Getirin; iki gün içinde hazır olur, yani {n2} akşamına kadar.",
                says=(Says("Sandalye ayağı onarılmış", "repair", Day(-2, "17:00"), "yani {n2} akşamına kadar", "day"),),
            ),
        ),
        language="tr",
    ),
    Story(
        "tr-hours", "tr-office", "Mağaza saatleri", (
            Mail(Day(2, "21:15"), "Merhaba, cumartesi açık mısınız?\n\nAna"),
            Reply(BO, Ago(440), "Merhaba Ana,\n\nne yazık ki hayır. Hafta içi dokuzdan beşe kadar bekleriz."),
            Resolve(BO, Ago(439), "Saatler söylendi."),
        ),
        language="tr",
    ),
    Story(
        "tr-new", "tr-cafe", "İki masa daha", (
            Mail(Ago(33), "Merhaba, iki küçük masa daha istiyoruz. Aynısından var mı?\n\nAna\nÇınaraltı Kahve"),
        ),
        language="tr",
    ),
)  # fmt: skip
