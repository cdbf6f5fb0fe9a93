"""The words by which mail systems say that a letter did not arrive, and why. All patterns are linear."""

from __future__ import annotations

import re

SUBJECT = re.compile(
    r"returned mail|error sending your mail|undeliver|delivery (?:status|failure|failed|report|problem"
    r"|delayed|notification|has|error|incomplete)"
    r"|(?:failed|failure) (?:notice|delivery)|mail (?:delivery|system error|failed)|failure notice"
    r"|message (?:delivery|delayed|not delivered|could not)|non[- ]?delivery|not delivered"
    r"|could not be delivered"
    r"|returned to sender|mail could not|warning: (?:message|could not)|undelivered|nondeliverable"
    r"|unzustellbar|nicht zugestellt|zustell|übermittlungsstatus|nicht zustellbar|fehlgeschlagen"
    r"|non (?:remis|distribu|livr)|échec de (?:la )?(?:remise|distribution)|no se (?:pudo"
    r"|ha podido) entregar|no entregado"
    r"|mancato recapito|recapito non riuscito|não entregue|falha na entrega|niet (?:bestelbaar|bezorgd)"
    r"|onbestelbaar"
    r"|kan inte levereras|olevererbart|ej levererat|kunde inte levereras|ikke leveret|ikke levert|uleverbar"
    r"|nie dostarczon|niedostarczon|nedoručiteln|nedoručen|neisporuč|nedostavlj|nije isporuč"
    r"|ni dostavljeno|nije dostavlj"
    r"|неиспоруч|није испоруч|недоставл|не доставл|не доставле|сбой доставки|не удалось доставить"
    r"|iletilemedi|teslim edilemedi|teslim edilemeyen|gönderilemedi|kézbesíthetetlen|kézbesítés sikertelen"
    r"|nelivrat|nu a putut fi|αδυναμία παράδοσης|배달 실패|反송|반송|退信|退件"
    r"|投递失败|未送达|配信|送信できません|届け|配達不能|errors from",
    re.I,
)

TEXT = re.compile(
    r"mail delivery software|this is the mail system|qmail-send program|mail delivery (?:failed|failure"
    r"|system|subsystem)"
    r"|(?:could|can)(?: ?not|n['’]t) (?:be )?deliver|(?:was|were|has|is)(?: not|n['’]t) (?:been "
    r"|yet been )?delivered"
    r"|unable to (?:be )?deliver|wasn['’]t able to deliver|not able to deliver|failed to deliver"
    r"|error (?:occurred while trying to|delivering|sending) .{0,20}(?:deliver|mail)"
    r"|deliver(?:y|ed)? (?:to|of|for) .{0,160}?(?:fail|delayed|aborted|rejected|could not)"
    r"|delivery (?:has )?(?:failed|failure)"
    r"|did ?n[o'’]t reach|(?:recipients?|address(?:es|\(es\))?) .{0,60}?(?:failed|had .{0,30}(?:error"
    r"|problem)|could not be reached)"
    r"|addresses had|transcript of session|permanent fatal errors|status notification|undeliver"
    r"|no valid recipients|returned to sender|returning (?:message )?to sender|mail (?:was|has been) returned"
    r"|message was (?:rejected|not accepted)|has been rejected|technical details of (?:permanent"
    r"|temporary) failure"
    r"|nicht (?:zugestellt|ausgeliefert|übermittelt)|zustellung .{0,80}(?:fehl|nicht|verzögert)|zustellstatus"
    r"|n['’]a pas (?:pu|été) .{0,30}(?:remis|livr|distribu)|no (?:se )?(?:pudo|ha podido"
    r"|pudieron) .{0,20}entreg"
    r"|non (?:è stato possibile|ha potuto) .{0,20}(?:recapit|consegn)|não (?:pôde"
    r"|foi possível) .{0,20}entreg|niet worden (?:bezorgd|afgeleverd)"
    r"|(?:kunde|kan) (?:inte|ikke) .{0,20}lever|nie (?:może|mógł|mogła|została?) .{0,30}(?:dostarcz"
    r"|doręcz)|nelze doručit|nebyla? doručen"
    r"|nije (?:moguće|mogla|mogao|bilo moguće|isporuč|dostavlj)|није (?:могуће|могла|испоруч|достав)"
    r"|не (?:может быть|было|была|удалось|доставлен)|невозможно доставить|недоставл|(?:iletil|teslim edil"
    r"|gönderil)(?:e?me)"
    r"|nem (?:sikerült|lehetett|kézbesít)|nu a (?:putut|fost) .{0,20}livr|无法(?:投递|送达|发送)"
    r"|未能(?:投递|送达)|退回|退信"
    r"|(?:配信|送信|お届け|配達).{0,20}(?:でき|不能|失敗|エラー)"
    r"|届(?:き|け)ません|받는 사람.{0,40}(?:없|못)|반송",
    re.I,
)

ENCLOSED = re.compile(
    r"^(?:[-=_*>|][-=_*> |]{1,80}[ \t]*(?:this is a copy|a copy of|below this line|original message"
    r"|the (?:header|body)|unsent message"
    r"|message (?:header|text|content|follows)|returned (?:message|mail)|your message|enclosed"
    r"|the original|undelivered|copy of)"
    r"|message headers follow|(?:original|unsent|your|returned) (?:message|mail)(?: headers?"
    r"| text)? ?(?:follows?|:)"
    r"|received:[ \t]?(?:from|by|\(|with)|return-path:|dkim-signature:|x-originating-ip:|----- ?forwarded)",
    re.I | re.M,
)

DELAYED = re.compile(
    r"\bdelay|will (?:be retried|keep trying|retry|continue)|still trying|not (?:yet )?been delivered"
    r"|warning (?:message|only)"
    r"|delivery incomplete|do not need to resend|verzögert|noch nicht zugestellt"
    r"|(?:status notification: warning)",
    re.I,
)

DEAD = re.compile(
    r"(?:user|recipient|mailbox|address|account|alias|addressee|domain|host|name)\W{0,3}(?: [^ ]{1,80}){0,2}?"
    r" ?(?:unknown|not found|not[- ]exist|does(?: not|n['’]t) exist|doesn['’]t exist|is invalid|invalid"
    r"|not (?:a )?(?:valid|known|recogni[sz]ed|listed|local)"
    r"|nonexistent|non-existent|no longer (?:valid|exist|here|works|active|employed|in use)|has moved)"
    r"|(?:unknown|no such|non-?existent|no local|invalid(?: final delivery)?|bad|illegal|not a valid"
    r"|not a known|unrecogni[sz]ed|undefined|wrong|incorrect) (?:or (?:illegal|invalid) )?(?:local "
    r"|virtual |mail |e-?mail |destination |to )?"
    r"(?:user|recipient|mailbox|address|account|alias|person|host|domain|name|local[- ]part|destination"
    r"|customer|addressee)"
    r"|does(?: not|n['’]t) (?:exist|have (?:an?|any) .{0,60}(?:account|mailbox)|accept mail)|not (?:our"
    r"|a) (?:customer|member here)"
    r"|(?:there is|with) no (?:such |one |mailbox|user|account|recipient)|no (?:mailbox|account|user|one"
    r"|email address) (?:here|by|with|found|named)|recip(?:ient)?notfound"
    r"|(?:host|domain) .{0,100}?not found|couldn['’]t (?:be found|find any host)|unrout(?:e)?able"
    r"|no (?:mx|route|mail hosts?|valid recipients?)\b|null ?mx|indicated no smtp|nxdomain|no such domain"
    r"|could ?n[o'’]t? find a gateway|could not (?:resolve|find) .{0,40}(?:host|domain|gateway|address)"
    r"|does not accept (?:mail|e-?mail)|not (?:an? )?accept(?:ing|ed)? (?:any )?mail for"
    r"|no forwarding address|(?:has|have) moved|mailbox has been moved"
    r"|recipient (?:name )?(?:is )?not (?:recogni[sz]ed|found|listed)|not listed in (?:domino|public"
    r"|directory)"
    r"|unbekannt|existiert nicht|inconnu|n['’]existe pas|desconocid|no existe|sconosciut|inesistente"
    r"|non esiste|inexistente|não existe|okänd|finnes ikke|ukendt"
    r"|onbekend|bestaat niet|nie istnieje|nieznany|neexistuje|neznám|ne postoji|nepoznat|не постоји"
    r"|непознат|не существует|неизвестн|не найден|не зарегистрирован"
    r"|bulunamadı|mevcut değil|ismeretlen|nem létez|nu există|不存在|存在しません"
    r"|リストにありません|宛先不明|見つかりません|알 수 없는|존재하지",
    re.I,
)

NOT_THE_ADDRESS = re.compile(
    r"temporar|try again later|quota|mailbox (?:is )?full|greylist|rate limit|too many|unauthenticated"
    r"|sender|mail from|from address"
    r"|sending (?:mail|domain|host)|reverse|hostname|helo\b|domain of",
    re.I,
)
"""Near `does not exist` these say that something else than the recipient is meant, or only now."""

NOT_AT_RECIPIENT = re.compile(
    r"(?:end of |reply to |after |final )(?:the )?\(?(?:data\b|mail from|sender|helo|ehlo)|text command"
    r"|from (?:command|address) rejected",
    re.I,
)
"""Refused before the recipient was named, or `unknown` only after the text: filtering (RFC 5321 §3.3)."""

OTHER_FAULT = re.compile(
    r"\bfull\b|quota|exceed|over ?size|too (?:big|large|long|many)|size limit|storage|disk space|spam"
    r"|junk|virus|malware|infected|phish"
    r"|block(?:ed|list)|black ?list|reputation|policy|\bspf\b|\bdkim\b|\bdmarc\b|authenticat|reverse dns"
    r"|\bptr\b|rate ?limit"
    r"|throttl|temporar|try (?:again|later)|timed? ?out|timeout|expired|giving up|connection refused"
    r"|deferred|greylist|relay(?:ing)? "
    r"|\bloop|content|service unavailable|not permitted|not allowed|not authori[sz]ed|restricted|prohibit",
    re.I,
)

REFUSED = re.compile(r"reject|refus|denied|suspend|disabled|inactive|unavailable", re.I)
