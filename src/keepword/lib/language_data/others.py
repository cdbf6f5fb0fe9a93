"""Other languages that write to a business: known so that they are not taken for one of the house."""

from keepword.lib.language_data import Sample

SAMPLES = {
    "de": Sample(
        words="""der die das und ist ich sie wir nicht ein eine einen zu mit auf für von dem den des im in
        es sich auch aber oder wenn wie was wann wo bitte danke hallo guten tag mein meine ihr ihre uns
        mir mich haben habe hat war wurde kann noch schon nach bei aus dass sehr geehrte freundliche grüße
        leider bestellung""",
        text="""Guten Tag, meine Bestellung ist noch immer nicht angekommen und niemand hat mir gesagt, wo
        sie ist. Könnten Sie bitte nachsehen, was passiert ist, und mir mitteilen, wann ich mit dem Paket
        rechnen kann? Ich habe letzte Woche mit Karte bezahlt. Vielen Dank für Ihre Hilfe. Die Lampe, die
        Sie mir geschickt haben, ist kaputt. Ich möchte eine neue oder mein Geld zurück. Bitte rufen Sie
        mich heute Nachmittag an. Wir entschuldigen uns für die Umstände. Wie ändere ich die Adresse in
        meinem Konto? Ich warte seit Montag auf eine Antwort. Mit freundlichen Grüßen""",
    ),
    "fr": Sample(
        words="""le la les et est je vous nous ne pas un une des du de à au aux pour avec sur dans que qui
        ce cette mon ma mes votre vos notre en il elle on mais ou si quand comment où merci bonjour s'il
        plaît avez ai été sont plus très bien cordialement commande j'ai c'est n'est toujours rien""",
        text="""Bonjour, ma commande n'est toujours pas arrivée et personne ne m'a dit où elle se trouve.
        Pourriez-vous vérifier ce qui s'est passé et me dire quand je peux attendre le colis ? J'ai payé
        par carte la semaine dernière. Merci de votre aide. La lampe que vous m'avez envoyée est cassée.
        Je voudrais en recevoir une nouvelle ou être remboursé. Appelez-moi cet après-midi, s'il vous
        plaît. Nous sommes désolés pour ce désagrément. Comment changer l'adresse de mon compte ?
        J'attends une réponse depuis lundi. Bien cordialement""",
    ),
    "es": Sample(
        words="""el la los las y es que de no un una por para con en se mi su lo me le del al como pero si
        cuando donde gracias hola buenos días favor usted ustedes nosotros he ha han fue está estoy son
        muy más ya todavía este esta pedido saludos quiero qué cómo""",
        text="""Hola, mi pedido todavía no ha llegado y nadie me ha dicho dónde está. ¿Podrían comprobar
        qué ha pasado y decirme cuándo puedo esperar el paquete? Pagué con tarjeta la semana pasada.
        Gracias por su ayuda. La lámpara que me enviaron está rota. Quisiera recibir una nueva o que me
        devuelvan el dinero. Llámenme esta tarde, por favor. Sentimos mucho las molestias. ¿Cómo puedo
        cambiar la dirección de mi cuenta? Espero una respuesta desde el lunes. Un saludo cordial""",
    ),
    "it": Sample(
        words="""il lo la i gli le e è che di non un una per con in si mi ci vi del della dei al alla nel
        sono ho ha abbiamo avete grazie buongiorno salve prego vorrei come quando dove ma o se più molto
        già ancora questo questa mio mia vostro ordine saluti cordiali stato perché""",
        text="""Buongiorno, il mio ordine non è ancora arrivato e nessuno mi ha detto dove si trova.
        Potreste verificare che cosa è successo e dirmi quando posso aspettarmi il pacco? Ho pagato con la
        carta la settimana scorsa. Grazie per l'aiuto. La lampada che mi avete mandato è rotta. Vorrei
        riceverne una nuova oppure il rimborso. Chiamatemi questo pomeriggio, per favore. Ci dispiace
        molto per il disagio. Come posso cambiare l'indirizzo del mio conto? Aspetto una risposta da
        lunedì. Cordiali saluti""",
    ),
    "pt": Sample(
        words="""o a os as e é que de não um uma por para com em se meu minha seu sua do da dos no na ao
        mas ou quando onde obrigado obrigada olá bom dia favor você foi está são muito mais já ainda este
        esta eu encomenda pedido""",
        text="""Olá, a minha encomenda ainda não chegou e ninguém me disse onde está. Podem verificar o
        que aconteceu e dizer quando posso esperar o pacote? Paguei com cartão na semana passada. Obrigado
        pela ajuda. O candeeiro que me enviaram está partido. Queria receber um novo ou o meu dinheiro de
        volta. Liguem-me esta tarde, por favor. Lamentamos muito o incómodo. Como posso mudar o endereço
        da minha conta? Espero uma resposta desde segunda-feira.""",
    ),
    "nl": Sample(
        words="""de het een en is ik u wij niet van op voor met aan te dat die er maar of als wanneer waar
        hoe wat graag bedankt hallo beste mijn uw ons onze heb heeft hebben was zijn naar bij nog al ook
        om dan deze dit kan kunt wordt bestelling groet vriendelijke geen""",
        text="""Hallo, mijn bestelling is nog steeds niet aangekomen en niemand heeft mij verteld waar die
        is. Kunt u nagaan wat er gebeurd is en laten weten wanneer ik het pakje kan verwachten? Ik heb
        vorige week met de kaart betaald. Bedankt voor uw hulp. De lamp die u mij hebt gestuurd is kapot.
        Ik wil graag een nieuwe of mijn geld terug. Bel mij vanmiddag alstublieft. Het spijt ons voor het
        ongemak. Hoe wijzig ik het adres van mijn account? Ik wacht sinds maandag op antwoord. Met
        vriendelijke groet""",
    ),
    "da": Sample(
        words="""og at det er en et jeg du vi i ikke på for med af til fra har havde kan skal ville vil
        som den de om men eller så når hvor hvad hvordan hvilken tak hej mig jer dig os min mit mine din
        jeres vores nu her der også kun allerede endnu meget må fik bliver været kommer noget ingen efter
        før siden venlig hilsen gerne bestilling hvorfor uden denne dette""",
        text="""Hej, min bestilling er stadig ikke kommet, og ingen har svaret på mine beskeder. Kan I
        undersøge, hvor pakken er, og hvornår jeg kan få den? Jeg betalte med kort i sidste uge. Tak for
        hjælpen. Lampen, som I sendte mig, er i stykker. Jeg vil gerne have en ny eller mine penge
        tilbage. Ring til mig i eftermiddag. Vi er meget kede af besværet. Hvordan ændrer jeg adressen på
        min konto? Jeg har ventet på svar siden mandag. Hvad koster fragten, og hvem betaler for den?
        Hvorfor virker adgangskoden ikke længere? Vi glæder os til at høre fra jer. Med venlig hilsen""",
    ),
    "no": Sample(
        words="""og at det er en et jeg du vi i ikke på for med av til fra har hadde kan skal ville vil
        som den de om men eller så når hvor hva hvordan hvilken takk hei meg dere deg oss min mitt mine
        din deres vår vårt nå her der også bare allerede ennå mye må fikk blir vært kommer noe ingen etter
        før siden hilsen gjerne bestilling hvorfor uten denne dette""",
        text="""Hei, bestillingen min har fortsatt ikke kommet, og ingen har svart på meldingene mine. Kan
        dere sjekke hvor pakken er og når jeg kan få den? Jeg betalte med kort forrige uke. Takk for
        hjelpen. Lampen som dere sendte meg er ødelagt. Jeg vil gjerne ha en ny eller få pengene tilbake.
        Ring meg i ettermiddag. Vi beklager bryet. Hvordan endrer jeg adressen på kontoen min? Jeg har
        ventet på svar siden mandag. Hva koster frakten, og hvem betaler den? Hvorfor virker ikke
        passordet lenger? Vi gleder oss til å høre fra dere. Med vennlig hilsen""",
    ),
    "fi": Sample(
        words="""ja on ei että se en olen minä te me hän mutta tai jos kun missä miten mikä kiitos hei
        terve minun teidän meidän tämä joka ovat oli ollut vielä jo niin kuin vain myös tilaus
        ystävällisin terveisin voitteko""",
        text="""Hei, tilaukseni ei ole vieläkään saapunut eikä kukaan ole kertonut minulle, missä se on.
        Voisitteko tarkistaa, mitä on tapahtunut, ja ilmoittaa, milloin voin odottaa pakettia? Maksoin
        kortilla viime viikolla. Kiitos avustanne. Lähettämänne lamppu on rikki. Haluaisin uuden tai rahat
        takaisin. Soittakaa minulle tänään iltapäivällä. Pahoittelemme häiriötä. Miten vaihdan osoitteen
        tililläni? Olen odottanut vastausta maanantaista asti. Ystävällisin terveisin""",
    ),
    "pl": Sample(
        words="""i w nie na z się to jest że do o ale czy jak co za od po dla mam mi mnie nam was pan pani
        państwo proszę dziękuję dzień dobry witam moje mój moja jestem są był była było kiedy gdzie
        dlaczego już jeszcze tylko bardzo zamówienie pozdrawiam przez który która""",
        text="""Dzień dobry, moje zamówienie wciąż nie dotarło i nikt mi nie powiedział, gdzie ono jest.
        Czy mogliby Państwo sprawdzić, co się stało, i napisać, kiedy mogę spodziewać się paczki?
        Zapłaciłam kartą w zeszłym tygodniu. Dziękuję za pomoc. Lampa, którą mi przysłaliście, jest
        zepsuta. Chciałbym dostać nową albo zwrot pieniędzy. Proszę zadzwonić dziś po południu. Bardzo
        przepraszamy za kłopot. Jak zmienić adres na moim koncie? Czekam na odpowiedź od poniedziałku. Z
        poważaniem""",
    ),
    "cs": Sample(
        words="""a v na se je to že do z o ale nebo jak co za od po pro mám mi mě nám vás prosím děkuji
        dobrý den moje můj má jsem jste jsou byl byla bylo kdy kde proč už ještě jen velmi objednávka
        pozdravem který která není nebyla""",
        text="""Dobrý den, moje objednávka stále nedorazila a nikdo mi neřekl, kde je. Můžete prosím
        zjistit, co se stalo, a dát mi vědět, kdy mohu balík čekat? Zaplatila jsem kartou minulý týden.
        Děkuji za pomoc. Lampa, kterou jste mi poslali, je rozbitá. Chtěl bych novou nebo vrátit peníze.
        Zavolejte mi prosím dnes odpoledne. Velmi se omlouváme za potíže. Jak změním adresu na svém účtu?
        Čekám na odpověď od pondělí. S pozdravem""",
    ),
    "sk": Sample(
        words="""a v na sa je to že do z o ale alebo ako čo za od po pre mám mi ma nám vás prosím ďakujem
        dobrý deň moja môj som ste sú bol bola bolo kedy kde prečo už ešte len veľmi objednávka pozdravom
        ktorý ktorá nie""",
        text="""Dobrý deň, moja objednávka stále neprišla a nikto mi nepovedal, kde je. Môžete prosím
        zistiť, čo sa stalo, a dať mi vedieť, kedy môžem balík čakať? Zaplatila som kartou minulý týždeň.
        Ďakujem za pomoc. Lampa, ktorú ste mi poslali, je rozbitá. Chcel by som novú alebo vrátiť peniaze.
        Zavolajte mi dnes popoludní. Veľmi sa ospravedlňujeme. Ako zmením adresu vo svojom účte? Čakám na
        odpoveď od pondelka. S pozdravom""",
    ),
    "sl": Sample(
        words="""in je da se na za od do ne v s z ni sem si smo ste bi bo bom bomo kaj kako kdaj kje ampak
        ali če ker že še samo prosim hvala vam vas nam nas mi me moj moja moje vaš vaša naš to ta ki
        pozdravljeni lep pozdrav dober dan imam ima nima lahko danes jutri včeraj zakaj koliko naročilo
        tudi bil bila bilo pa tega pri kot zelo""",
        text="""Dober dan, moje naročilo še vedno ni prispelo in nihče mi ni povedal, kje je. Ali lahko
        prosim preverite, kaj se je zgodilo, in mi sporočite, kdaj lahko pričakujem paket? Plačala sem s
        kartico prejšnji teden. Hvala za pomoč. Svetilka, ki ste mi jo poslali, je pokvarjena. Rada bi
        novo ali vračilo denarja. Prosim, pokličite me danes popoldne, doma sem po četrti uri. Zelo nam je
        žal zaradi nevšečnosti. Kako lahko spremenim naslov v svojem računu? Na odgovor čakam od
        ponedeljka. Ali potrebujete še kaj? Naš sodelavec bo pogledal, kaj je narobe, in vam bo pisal do
        jutri zvečer. Koliko stane dostava in kdo jo plača? Geslo ne deluje več. Lepo vas pozdravljam""",
    ),
    "hu": Sample(
        words="""a az és nem hogy egy is van meg de ha mint már még csak mit mi ez azt ezt volt kérem
        köszönöm jó napot tisztelt üdvözlettel rendelés mikor hol miért én ön nekem vagy vagyok lehet
        nagyon""",
        text="""Jó napot kívánok, a rendelésem még mindig nem érkezett meg, és senki sem mondta meg, hol
        van. Kérem, nézzék meg, mi történt, és írják meg, mikor várhatom a csomagot. A múlt héten
        kártyával fizettem. Köszönöm a segítséget. A lámpa, amelyet küldtek, eltört. Szeretnék egy újat,
        vagy visszakapni a pénzemet. Hívjanak fel ma délután. Elnézést kérünk a kellemetlenségért. Hogyan
        változtathatom meg a címemet? Hétfő óta várok a válaszra. Üdvözlettel""",
    ),
    "ro": Sample(
        words="""și si nu este un o de la cu pe în in din că ca să sa mi ne vă va am ai are au a fost dar
        sau dacă când unde cum ce mulțumesc bună ziua vă rog meu mea mele dumneavoastră pentru mai foarte
        comanda care sunt""",
        text="""Bună ziua, comanda mea încă nu a ajuns și nimeni nu mi-a spus unde este. Puteți verifica
        ce s-a întâmplat și să-mi spuneți când pot aștepta coletul? Am plătit cu cardul săptămâna trecută.
        Mulțumesc pentru ajutor. Lampa pe care mi-ați trimis-o este stricată. Aș dori una nouă sau banii
        înapoi. Vă rog să mă sunați astăzi după-amiază. Ne pare rău pentru neplăcere. Cum pot schimba
        adresa din contul meu? Aștept un răspuns de luni. Cu stimă""",
    ),
    "uk": Sample(
        words="""і й в у не на я що з по це як із за то він вона вони ми ви а але ж би так ні був була
        було є для від до при про мені вам нас вас мене мій моя моє ваш ваша наш вже ще тільки якщо або
        коли де чому скільки щоб який яка дуже можна треба доброго дня дякую будь ласка замовлення
        сьогодні завтра""",
        text="""Доброго дня, моє замовлення досі не прийшло, і ніхто не сказав мені, де воно. Перевірте,
        будь ласка, що сталося, і повідомте, коли я зможу отримати посилку. Я заплатила карткою минулого
        тижня. Дякую за допомогу. Лампа, яку ви надіслали, розбита. Хотів би отримати нову або повернути
        гроші. Зателефонуйте мені сьогодні вдень. Нам дуже шкода. Як змінити адресу в моєму кабінеті?
        Чекаю на відповідь з понеділка. З повагою""",
    ),
    "bg": Sample(
        words="""и в не на аз че с по това как от за то той тя те ние вие а но ли да е са беше бил има
        няма при ми ви ни ме моята моят ваш вашата нашата вече още само ако или кога къде защо колко който
        която много може трябва здравейте добър ден благодаря моля поръчка днес утре вчера след все до съм
        сте сме ще""",
        text="""Здравейте, поръчката ми все още не е пристигнала и никой не ми каза къде е. Може ли да
        проверите какво се е случило и да ми кажете кога мога да очаквам пратката? Платих с карта миналата
        седмица. Благодаря за помощта. Лампата, която ми изпратихте, е счупена. Бих искала нова или да ми
        върнете парите. Моля, обадете ми се днес следобед. Много съжаляваме за неудобството. Как да
        променя адреса в профила си? Чакам отговор от понеделник. С уважение""",
    ),
    "mk": Sample(
        words="""и е се да на за од до не во со не сум си сме сте би ќе што како кога каде но или ако
        бидејќи веќе уште само ве молам благодарам вам ни ми ме мојата мојот вашата нашата тоа овој која
        кој почитувани поздрав добар ден имам има нема може треба денес утре вчера зошто колку ги го беше
        нарачка""",
        text="""Добар ден, мојата нарачка уште не е стигната и никој не ми кажа каде е. Може ли да
        проверите што се случило и да ми кажете кога можам да ја очекувам пратката? Платив со картичка
        минатата недела. Ви благодарам за помошта. Ламбата што ми ја испративте е скршена. Би сакала нова
        или да ми ги вратите парите. Ве молам јавете ми се денес попладне. Многу ни е жал. Како да ја
        сменам адресата? Чекам одговор од понеделник. Со почит""",
    ),
    "az": Sample(
        words="""və bir bu üçün ilə də da nə çox daha ən kimi qədər amma ancaq ya deyil var yox mən sən
        biz siz o mənə sizə bizə hər şey necə niyə harada zaman zəhmət olmasa salam təşəkkür edirəm
        sifariş bugün sabah hələ""",
        text="""Salam, sifarişim hələ də gəlməyib və heç kim mənə onun harada olduğunu deməyib. Zəhmət
        olmasa nə baş verdiyini yoxlayın və bağlamanı nə vaxt gözləyə biləcəyimi yazın. Keçən həftə kartla
        ödəmişəm. Kömək üçün təşəkkür edirəm. Göndərdiyiniz lampa qırıqdır. Yenisini və ya pulumu geri
        istəyirəm. Hesabımdakı ünvanı necə dəyişə bilərəm?""",
    ),
}
