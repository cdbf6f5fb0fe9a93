"""The six languages of the house. Croatian, Serbian and Bosnian in Latin script are one here: 'hr'."""

from keepword.lib.language_data import Sample

SAMPLES = {
    "en": Sample(
        words="""the and you your is are was were have has had not of to in for with this that it on be
        can will would please thank thanks hello hi dear from my we our us at by an as if or but so when
        what where how which there they he she his her been do does did just about still any all could
        should get got know order hope yes no i'm i've don't can't didn't doesn't isn't we'll you're it's
        me am been them then than here need want""",
        text="""Hello, my order has still not arrived and nobody has told me where it is. Could you please
        check what happened and let me know when I can expect the parcel? I paid by card last week and the
        money has already been taken. Thank you for your help. Good morning, the lamp that you sent me is
        broken, one of the legs was missing and there was no manual in the box. I would like to get a new
        one or my money back. Please call me this afternoon, I am at home after four o'clock. Thanks for
        getting in touch with us. We are very sorry about the trouble that this has caused. Our colleague
        from the workshop will look into it and write to you by tomorrow evening. How do I change the
        address of my account? I tried it twice and the page only shows an error. Is there anything else
        that we should know? Which size would you recommend for a child of seven years? They said it could
        be returned within thirty days, but the shop did not want to take it. I have been waiting for an
        answer since Monday. Yes, that works for me. No, I don't think so. Kind regards. Best wishes. Hi
        there, just a quick question about the invoice: why were we charged twice? The password does not
        work any more. Everything was fine with the first delivery, but the second one came too late for
        the birthday. I'd like to book a table for two people on Saturday night. What time do you open?
        Can we bring our dog with us? You should have received a message from us with the number of your
        ticket. Sorry, we can't find your name in our system.""",
    ),
    "hr": Sample(
        words="""i je su da se na za od do ne u s sa nije nisu sam si smo ste bi će ću ćemo što šta kako
        kada kad gdje gde ali ili ako jer već još samo molim hvala vam vas nam nas mi me moj moja moje vaš
        vaša vaše naš naša to taj ta ova ovo ovaj koji koja koje poštovani poštovana pozdrav dobar dan
        lijep lep bih biste bila bilo bio biti imam ima nema može mogu možete treba sve jedan jedna dva
        danas sutra jučer juče nakon prije pre zašto koliko ga ih njega mu joj po pri pod preko kod iz
        zbog te pa niti li radi može dobio dobila poslao poslali jesam jeste""",
        text="""Dobar dan, moja narudžba još nije stigla i nitko mi ne odgovara na poruke. Možete li
        provjeriti gdje je paket i kada ga mogu očekivati? Platila sam karticom prošli tjedan i novac je
        već skinut s računa. Hvala vam na pomoći. Poštovani, svjetiljka koju ste mi poslali je slomljena,
        a u kutiji nije bilo uputa. Željela bih novu ili povrat novca. Molim vas da me nazovete danas
        poslije podne, kod kuće sam nakon četiri sata. Hvala što ste nam se javili. Jako nam je žao zbog
        neugodnosti. Naš kolega iz radionice pogledat će što se dogodilo i javit će vam se do sutra
        navečer. Kako mogu promijeniti adresu na svom računu? Pokušao sam dvaput, ali stranica samo
        pokazuje grešku. Treba li vam još nešto? Koju veličinu preporučujete za dijete od sedam godina?
        Rekli su da se može vratiti u roku od trideset dana, ali ga trgovina nije htjela primiti. Čekam
        odgovor od ponedjeljka. Da, to mi odgovara. Ne, mislim da nije tako. Srdačan pozdrav. Lijepi
        pozdravi iz Zagreba. Zdravo, gde je moja pošiljka? Poručila sam je pre deset dana i još uvek nije
        stigla. Da li možete da proverite šta se desilo? Hteo bih da promenim vreme isporuke, jer sam u
        sredu na putu. Lepo vas molim da mi pošaljete novi račun. Poslaćemo vam zamenu sledeće nedelje.
        Izvinite zbog kašnjenja, neko će vas pozvati u toku dana. Koliko košta dostava i ko je plaća? Svi
        su bili vrlo ljubazni, ali telefon se stalno gasi. Zašto nam je dva puta naplaćeno? Lozinka više
        ne radi. Htjeli bismo rezervirati stol za dvoje u subotu navečer. Smijemo li dovesti psa? Vidjet
        ćemo što možemo učiniti. Uređaj je ponovno prestao raditi nakon ažuriranja.""",
    ),
    "sv": Sample(
        words="""och att det är en ett jag du vi ni inte på för med av till från har hade kan ska skulle
        vill som den de om men eller så när var vad hur vilken tack hej hejsan god morgon mig er dig oss
        min mitt mina ditt din er ert era vår vårt nu här där då också bara redan ännu än mycket måste
        fick får blev bli blir varit kommer någon något inga ingen efter innan sedan eftersom mvh vänliga
        hälsningar snälla gärna idag imorgon igår tyvärr beställning ju väl man hos ut upp över under mot
        utan detta denna dessa alla allt annat själv""",
        text="""Hej, min beställning har fortfarande inte kommit fram och ingen har svarat på mina
        meddelanden. Kan ni kolla var paketet är och när jag kan få det? Jag betalade med kort förra
        veckan och pengarna är redan dragna. Tack för hjälpen. God morgon, lampan som ni skickade är
        trasig, ett av benen saknades och det fanns ingen bruksanvisning i lådan. Jag skulle vilja ha en
        ny eller få pengarna tillbaka. Ring mig gärna i eftermiddag, jag är hemma efter klockan fyra. Tack
        för att du hörde av dig till oss. Vi är mycket ledsna för besväret. Vår kollega på verkstaden ska
        titta på det och skriver till dig senast i morgon kväll. Hur ändrar jag adressen på mitt konto?
        Jag har försökt två gånger men sidan visar bara ett fel. Är det något annat vi borde veta? Vilken
        storlek passar ett barn på sju år? De sa att man kunde lämna tillbaka den inom trettio dagar, men
        butiken ville inte ta emot den. Jag har väntat på svar sedan måndag. Ja, det går bra för mig. Nej,
        det tror jag inte. Med vänliga hälsningar. Hejsan, bara en snabb fråga om fakturan: varför fick vi
        betala två gånger? Lösenordet fungerar inte längre. Allt var bra med den första leveransen, men
        den andra kom för sent till födelsedagen. Jag vill boka ett bord för två personer på lördag kväll.
        Hur dags öppnar ni? Får vi ta med oss hunden? Ni borde ha fått ett mejl från oss med ert
        ärendenummer. Tyvärr hittar vi inte ditt namn i vårt system.""",
    ),
    "tr": Sample(
        words="""ve bir bu için ile de da mi mı mu mü ne çok daha en gibi kadar ama fakat veya ya değil
        var yok ben sen biz siz o bana size bize beni sizi bizi benim sizin bizim şu olarak olan oldu olur
        sonra önce her şey hiç nasıl neden nerede zaman lütfen merhaba merhabalar selam teşekkür
        teşekkürler ederim iyi günler sayın saygılarımla bugün yarın dün henüz hala hâlâ sadece ancak ise
        kaç hangi tarafından rica ediyorum istiyorum sipariş kargo ürün tekrar yeni tüm bütün diye ki göre
        kendi""",
        text="""Merhaba, siparişim hâlâ gelmedi ve kimse bana nerede olduğunu söylemedi. Lütfen ne
        olduğunu kontrol edip paketi ne zaman bekleyebileceğimi yazar mısınız? Geçen hafta kartla ödedim
        ve para hesabımdan çekildi. Yardımınız için teşekkür ederim. Günaydın, gönderdiğiniz lamba kırık
        çıktı, ayaklarından biri eksikti ve kutuda kullanma kılavuzu yoktu. Yenisini ya da paramı geri
        istiyorum. Bugün öğleden sonra beni arayın lütfen, saat dörtten sonra evdeyim. Bize ulaştığınız
        için teşekkürler. Yaşadığınız sorun için çok üzgünüz. Atölyedeki arkadaşımız konuya bakacak ve
        yarın akşama kadar size yazacak. Hesabımdaki adresi nasıl değiştirebilirim? İki kez denedim ama
        sayfa yalnızca hata gösteriyor. Bilmemiz gereken başka bir şey var mı? Yedi yaşında bir çocuk için
        hangi bedeni önerirsiniz? Otuz gün içinde iade edilebileceğini söylediler fakat mağaza kabul
        etmedi. Pazartesiden beri cevap bekliyorum. Evet, bu bana uyar. Hayır, öyle olduğunu sanmıyorum.
        Saygılarımla. İyi çalışmalar dilerim. Selam, fatura hakkında kısa bir sorum olacak: neden bizden
        iki defa ücret alındı? Şifrem artık çalışmıyor. İlk teslimat güzeldi ama ikincisi doğum gününe
        yetişmedi. Cumartesi akşamı için iki kişilik masa ayırtmak istiyoruz. Saat kaçta açıyorsunuz?
        Köpeğimizi getirebilir miyiz? Talep numaranızı içeren bir mesaj almış olmalısınız. Maalesef
        adınızı sistemimizde bulamıyoruz. Ürünü değiştireceğiz ve yenisini size göndereceğiz.""",
    ),
    "ru": Sample(
        words="""и в не на я что с по это как у из за то он она они мы вы ты а но же бы да нет был была
        было были есть для от до при о об мне вам нас вас меня мой моя мое мои ваш ваша ваше наш наша так
        уже ещё еще только если или когда где почему сколько чтобы который которая которые очень можно
        нужно здравствуйте добрый день спасибо пожалуйста заказ сегодня завтра вчера после все всё этого
        этот эта того её его их им ли тоже будет будут могу можете под над без через уважением
        уважаемые""",
        text="""Здравствуйте, мой заказ до сих пор не пришёл, и никто не сказал мне, где он находится.
        Проверьте, пожалуйста, что случилось, и сообщите, когда я смогу получить посылку. Я оплатила
        картой на прошлой неделе, и деньги уже списали. Спасибо за помощь. Доброе утро, лампа, которую вы
        прислали, разбита, одной ножки не хватает, а в коробке не было инструкции. Я хотел бы получить
        новую или вернуть деньги. Позвоните мне сегодня днём, я дома после четырёх часов. Спасибо, что
        обратились к нам. Нам очень жаль, что так вышло. Наш коллега из мастерской посмотрит, в чём дело,
        и напишет вам до завтрашнего вечера. Как изменить адрес в моём личном кабинете? Я пробовал два
        раза, но страница показывает только ошибку. Есть ли ещё что-нибудь, что нам нужно знать? Какой
        размер вы посоветуете для ребёнка семи лет? Они говорили, что товар можно вернуть в течение
        тридцати дней, но в магазине его не приняли. Жду ответа с понедельника. Да, мне это подходит. Нет,
        я так не думаю. С уважением. Всего доброго. Привет, короткий вопрос по счёту: почему с нас взяли
        деньги дважды? Пароль больше не работает. С первой доставкой всё было хорошо, а вторая опоздала ко
        дню рождения. Хотим заказать столик на двоих в субботу вечером. Во сколько вы открываетесь? Можно
        ли прийти с собакой? Вы должны были получить от нас письмо с номером обращения. К сожалению, мы не
        нашли вашего имени в системе. Мы заменим товар и отправим вам новый.""",
    ),
    "sr": Sample(
        words="""и је су да се на за од до не у с са није нису сам си смо сте би ће ћу ћемо шта што како
        када кад где али или ако јер већ још само молим хвала вам вас нам нас ми ме мој моја моје ваш ваша
        ваше наш наша то тај та ова ово овај који која које поштовани поздрав добар дан леп лепо бих бисте
        била било био имам има нема може могу можете треба све један данас сутра јуче после пре зашто
        колико га их по код из због те па ли добио добила послали""",
        text="""Добар дан, моја поруџбина још није стигла и нико ми не одговара на поруке. Можете ли да
        проверите где је пакет и када могу да га очекујем? Платила сам картицом прошле недеље и новац је
        већ скинут са рачуна. Хвала вам на помоћи. Поштовани, лампа коју сте ми послали је сломљена, а у
        кутији није било упутства. Желела бих нову или повраћај новца. Молим вас да ме позовете данас
        после подне, код куће сам после четири сата. Хвала што сте нам се јавили. Веома нам је жао због
        непријатности. Наш колега из радионице погледаће шта се догодило и јавиће вам се до сутра увече.
        Како могу да променим адресу на свом налогу? Покушао сам двапут, али страница само показује
        грешку. Да ли вам треба још нешто? Коју величину препоручујете за дете од седам година? Рекли су
        да може да се врати у року од тридесет дана, али га продавница није хтела примити. Чекам одговор
        од понедељка. Да, то ми одговара. Не, мислим да није тако. Срдачан поздрав. Колико кошта достава и
        ко је плаћа? Телефон се стално гаси. Зашто нам је два пута наплаћено? Лозинка више не ради. Хтели
        бисмо да резервишемо сто за двоје у суботу увече. Видећемо шта можемо да учинимо, послаћемо вам
        замену.""",
    ),
}
