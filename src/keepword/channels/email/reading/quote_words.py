"""The words around quoted mail in many languages: who wrote, header names, separators, phone signatures."""

from __future__ import annotations

import re

_WROTE = (
    "wrote writes said napsal napsala napísal napísala napisał napisała napisał(a) pisze schrieb "
    "schreibt skrev kirjoitti "
    "escribió escribio escreveu scritto écrit schreef geschreven skreiv napisao napisala napisao/la piše "
    "написао написала пише "
    "написав написал написал(а) написали пишет писал писала yazdı yazmış yazdi írta ezt scris έγραψε "
    "rašė rakstīja kirjutas menulis napisali escriure idatzi كتب כתב đã viết เขียน skrifaði shkruajti"
)
WROTE = re.compile(
    r"(?<!\w)(?:"
    + "|".join(re.escape(word) for word in sorted(_WROTE.split(), key=len, reverse=True))
    + r")(?!\w)"
    r"|写道|寫道|寫下|写了|작성",
    re.I,
)
"""A verb that ends an attribution line: `On Monday, Ana wrote:`."""

OPENING = re.compile(
    r"(?:on|le|am|el|il|em|op|den|dne|dnia|dana|u|v|w|в|дана|у|на|на|il giorno|a|la|pe|ma|ti|ke|to|pt|za"
    r"|tarihinde|på|i|lör|sön|"
    r"mån|tis|ons|tors|fre|man|tir|tor|lør|søn|mon|tue|wed|thu|fri|sat|sun|pon|uto|sre|čet|pet|sub|ned"
    r"|пон|вто|сре|чет|пет|суб|нед|"
    r"пн|вт|ср|чт|пт|сб|вс|lun|mar|mer|jeu|ven|sam|dim|mié|jue|vie|sáb|dom|ter|qua|qui|sex|mo|di|mi|do|fr"
    r"|sa|so|pzt|sal|çar|per|cum|cmt|paz)"
    r"\b",
    re.I,
)

DATE = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b|\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2}\s?(?:月|日|월|일)", re.I
)
CLOCK = re.compile(r"\b\d{1,2}[:.hг]\d\d\b")
ADDRESS = re.compile(r"[^\s<>@\"']{1,64}@[^\s<>@\"']")

FROM = frozenset(
    "from von de da van från fra od šalje pošiljatelj pošiljalac от отправитель від kimden gönderen "
    "lähettäjä feladó "
    "από 发件人 寄件者 寄件人 差出人 送信者 보낸사람 보낸 "
    "expéditeur desde mittente absender afzender avsändare afsender "
    "avsender nadawca "
    "odesílatel odosielateľ пошиљалац шаље од dari từ".split()
)
WHEN = frozenset(
    "sent date gesendet datum envoyé data fecha enviado inviato verzonden skickat sendt wysłano wysłane "
    "odesláno odoslané poslano poslato послато изпратено tanggal ngày "
    "отправлено дата надіслано gönderildi gönderilen tarih gönderme lähetetty päivämäärä päiväys "
    "elküldve küldve dátum trimis dato "
    "ημερομηνία στάλθηκε 发送时间 日期 寄件日期 送信日時 日付 日時 보낸날짜 날짜 датум vrijeme vreme".split()
)
WHOM = frozenset(
    "to an à a para aan till til do komu za prima primatelj primalac кому kime alıcı vastaanottaja "
    "címzett către pre 收件人 宛先 받는사람 받는 "
    "προς destinataire destinatario cc kopie kopia копия kopi kopija копија bilgi tiedoksi másolat cco "
    "bcc за коме до kepada đến".split()
)
ABOUT = frozenset(
    "subject betreff objet asunto oggetto assunto onderwerp ämne emne temat předmět predmet naslov тема "
    "предмет наслов konu aihe tárgy subiect "
    "θέμα 主题 主旨 件名 제목 subjekt tema zadeva относно subjek perihal re".split()
)
HEADER = re.compile(r"[>*_ \t]{0,6}([^\W\d_][\w' .’]{0,22}?)[*_ \t]{0,4}[:：][*_ \t]{0,4}(.*)")

SEPARATOR = re.compile(
    r"[-_=~—–*>< ]{2,40}\s?(?:original(?:[ -](?:message|mail|nachricht|meddelelse|meddelande|mesaj"
    r"|ileti))?|originalmeddelande|originalnachricht"
    r"|ursprüngliche (?:nachricht|mail)|(?:message|courriel) (?:d['’]origine|original|initial)"
    r"|mensaje original|mensagem original|messaggio originale"
    r"|oorspronkelijk bericht|ursprungligt meddelande|original meddelelse|opprinnelig melding"
    r"|oprindelig meddelelse|alkuperäinen viesti"
    r"|wiadomość oryginalna|oryginalna wiadomość|původní (?:zpráva|e-?mail)|pôvodná správa"
    r"|originalna poruka|izvorna poruka|izvirno sporočilo"
    r"|оригинална порука|изворна порука|исходное сообщение|оригинальное сообщение|пересылаемое сообщение"
    r"|пересланное сообщение"
    r"|переслане повідомлення|оригінальне повідомлення|orijinal (?:mesaj|ileti)|özgün ileti|asıl ileti"
    r"|eredeti üzenet|mesaj original|mesajul original|αρχικό μήνυμα"
    r"|forwarded message|weitergeleitete nachricht|message transféré|mensaje reenviado"
    r"|messaggio inoltrato|mensagem encaminhada"
    r"|doorgestuurd bericht|vidarebefordrat meddelande|videresendt (?:melding|meddelelse)"
    r"|proslijeđena poruka|prosleđena poruka|прослеђена порука"
    r"|iletilen (?:mesaj|ileti)|yönlendirilen ileti|przekazana wiadomość|przesłana wiadomość"
    r"|原始邮件|原始郵件"
    r"|転送(?:された|メッセージ)?|元のメッセージ"
    r"|원본 메[시세]지|reply message|reply to|begin forwarded message|original message"
    r"|original nachricht)[^\n]{0,40}",
    re.I,
)
FORWARD_START = re.compile(
    r"(?:begin forwarded message|anfang der weitergeleiteten nachricht|début du message (?:réexpédié"
    r"|transféré)|inizio messaggio inoltrato"
    r"|empieza el mensaje reenviado|vidarebefordrat brev|начало переадресованного сообщения"
    r"|početak proslijeđene poruke|iletilen ileti başlangıcı)\s*:?\s*",
    re.I,
)

PHONE = re.compile(
    r"(?:sent|posted) (?:from|via|with|by|using) (?:my |the "
    r"|a )?(?:[\w.®™+-]{1,30}[ ,]{0,2}){1,7}(?:[<(]?https?://[^\s]{1,200})?[.!]?"
    r"|get outlook for (?:ios|android|mac)\b.{0,120}|download outlook\b.{0,80}"
    r"|(?:von|vom|aus) (?:meinem|meiner|mein)\b.{1,60}(?:gesendet|geschickt|versendet).{0,60}"
    r"|gesendet (?:von|mit|aus)\b.{1,80}"
    r"|envoyé (?:de(?:puis)?|à partir|avec|à l['’]aide)\b.{1,80}|enviado (?:desde|do|de|a partir|con|pelo"
    r"|através)\b.{1,80}"
    r"|inviato (?:da|dal|con)\b.{1,80}|verzonden (?:vanaf|met|via|vanuit)\b.{1,80}|skickat? (?:från|via"
    r"|med)\b.{1,80}|sendt? (?:fra|via|med)\b.{1,80}"
    r"|lähetetty\b.{1,60}|wysłan[eoay] z\b.{1,80}|odesláno z\b.{1,80}|odoslané z\b.{1,80}|poslano (?:s|sa"
    r"|iz|putem|preko|z|pomoću)\b.{1,80}"
    r"|послато (?:са|с|из|путем|преко|помоћу)\b.{1,80}|отправлено (?:с|из|от|через)\b.{1,80}"
    r"|надіслано (?:з|із|від)\b.{1,80}"
    r"|(?:[\w’'+]{1,20} ){1,5}(?:gönderildi|gönderilmiştir)\.?|[^\n]{1,30}[’']?(?:[dt][ea]n|mdan|ımdan"
    r"|imden) gönderildi\.?"
    r"|küldve\b.{1,60}|trimis de pe\b.{1,60}|στάλθηκε από\b.{1,60}"
    r"|(?:发自|從我的|发送自|來自)我?的?.{1,40}|(?:iPhone"
    r"|Android|スマートフォン)から送信.{0,20}|나의 .{1,30}에서 보냄",
    re.I,
)
"""A whole line that a phone or program adds below the text."""

FOOTER = re.compile(r"mailing list|mailman|listinfo|unsubscribe|https?://|odjav|avsluta|отпис", re.I)
