"""Polish words of goals."""

import re

from flows.goals.lexicon import Lexicon, alternatives, phrases, stems, words

NUMBERS = words(
    "obie obu obaj dwaj trzej troje dwoje czworo czterem czterema czterej pięcioma sześcioma siedmioma",
    "ośmioma dziewięciu dziesięcioma jedenastu trzynaście trzynastu czternaście czternastu szesnaście",
    "szesnastu siedemnaście siedemnastu osiemnaście osiemnastu dziewiętnaście dziewiętnastu sześćdziesiąt",
    "sześćdziesięciu siedemdziesiąt siedemdziesięciu osiemdziesiąt osiemdziesięciu dziewięćdziesiąt stu",
    "dwustu trzysta trzystu czterysta pięćset pięciuset tysiące tysięcy milion miliona milionów",
    "dwa dwie dwóch dwoma dwiema trzy trzech trzem trzema cztery czterech pięć pięciu sześć sześciu siedem "
    "siedmiu osiem",
    "ośmiu dziewięć dziesięć dziesięciu jedenaście dwanaście dwunastu piętnaście piętnastu dwadzieścia dwudziestu",
    "trzydzieści trzydziestu czterdzieści czterdziestu pięćdziesiąt pięćdziesięciu sto stu dwieście tysiąc "
    "tuzin dziesięcioro",
)
_NUMBER = r"(?:\d+|jed\w+|" + alternatives(NUMBERS) + ")"
_UNIT = r"(?:dni\w*|dnia|tydzien|tygodni\w*|miesiac\w*|miesiec\w*|kwartal\w*|polrocz\w*|rok\w*|lat\w*)"
_NEXT = r"(?:najblizsz|nastepn|kolejn|przyszl|biezac|nadchodzac|t)(?:ym|ego|ych|ej|a|e|y|i|ą|im|iego|ich|iej|ymi)"

LEXICON = Lexicon(
    code="pl",
    function_words=words(
        "i w z do na dla nasz nasza nasze naszą naszych nasi się od po przez oraz przed nie jest są że ich "
        "który która które",
        "między więcej       co być poprzez ciągu będzie chcemy każdy o",
    ),
    hints=words(
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
        "członków członkami firm nowych roku końca",
    ),
    openings=phrases(
        r"(?:naszym|nasza|glownym|glowna) (?:\w+ )?(?:zamiarem|intencja|zadaniem|ambicja|planem|marzeniem|"
        r"zamierzeniem) jest",
        r"(?:stawiamy sobie za cel|zobowiazujemy sie(?: do)?|chcielibysmy|mamy zamiar|bedziemy|dazymy do|"
        r"zalezy nam na tym,? (?:aby|zeby)|"
        r"chodzi o to,? (?:aby|zeby)|trzeba|nalezy|klaster (?:chce|planuje|zamierza|bedzie)|celem (?:\w+ )?jest)",
        r"(?:naszym|nasz|glownym)\s(?:\w+\s)?cel\w*\s(?:\w+\s){0,2}?jest",
        r"cel\s?:",
        r"(?:my\s|klaster\s)?(?:chcemy|chce|zamierzamy|zamierza|planujemy|planuje|musimy|powinnismy|"
        r"powinien|pragniemy)",
    ),
    strong_verbs=stems(
        "nakręc napis uruchom pozysk podpis opublik wyda$ wydać wydanie zwiększ zmniejsz podwoi podwoj potroi "
        "odwiedz zorganiz organiz",
        "otworz otwarc otwier stworz utworz załoz założ przeszkol szkoli szkolenie$ wdroż wdraż wprowadz "
        "przyj przyjęcie",
        "zatrudn powoła powolan uzyska zdoby złoż zloż przeprowadz przygot opracow zbudow kupi$ kupić "
        "zakup sprzeda zawrze",
        "zawarcie wybra zainstal przetest przetłumacz zakończ ukończ dostarcz obniż ogranicz redukc zreduk "
        "podnie osiąg",
        "zebra zbiera zaprosi przyciąg wygra zarejestr zrekrut rekrut wynaj przenie wysł pokaż zaprezent "
        "sfinans wyposaż",
        "zbada zidentyfik przeanaliz analiz skróci rozpoczą rozpocz",
    ),
    weak_verbs=stems(
        "stawiać$ uwrażliw czynić$ sprzyj uczynić$ docenia wierzyć",
        "wesprz umacn umocn pielęgn inspir motyw kształtow doskonal troszcz propag popularyz dopom rozwijać$",
        "rozwijanie$ rozwój$ podtrzym przyspiesz pobudz ożywi dąż aspir wpływa odpowiada$ odpowiadać dostrzeg",
        "chroni broni ułatw polepsz rozbudz aktywizow uświadam zacieśni trwać$ pozosta",
        "sprzyj popraw ulepsz wzmocn wzmacni wspier wspar wspomaga pomaga pomoc pomóc promow promoc przyczyn być$ "
        "stać$ stawać",
        "zostać pracow starać postara próbow spróbow ułatwi ułatwia zachęc kontynuo współprac rozważ",
        "myśle zastanow",
        "optymaliz zapewn angażow zaangażow rozwija-dalej usprawn pogłęb intensyfik stymul komunikow uczestn mieć$",
        "utrzym dąż umożliw działać dba$ dbać",
    ),
    completing=stems(
        "zaangażuje$",
        "nakręc napis uruchom podpis opublik wydać wydanie zorganiz otworz otwarc stworz utworz założ wdroż "
        "wprowadz przyj zatrudn powoła",
        "uzyska zdoby złoż przeprowadz przygot opracow zbudow kupić zakup zawrze zawarcie wybra zainstal "
        "przetest przetłumacz",
        "zakończ ukończ dostarcz zaprezent rozpocz",
    ),
    connectors=words("poprzez przez oraz i , ; . dzięki"),
    deadlines=phrases(
        rf"do\s(?:(?:{_NEXT}|naszego|naszej)\s)?(?:konca|polowy|poczatku|lata|wiosny|jesieni|zimy|jutra|"
        rf"wakacji|swiat|wielkanocy|"
        r"poniedzialku|wtorku|srody|czwartku|piatku|walnego|posiedzenia|spotkania|sesji|konferencji|targow|"
        r"zgromadzenia|kwartalu)"
        rf"(?:\s(?:{_NEXT}\s)?(?!kazd)(?:roku|miesiaca|kwartalu|tygodnia|projektu|programu|zgromadzenia|"
        rf"coachingowej|szkolnego|"
        r"polrocza|wakacji|lata))?",
        rf"przed\s(?:(?:{_NEXT}|naszym|koncem)\s)?(?!\d)\w+(?:\s(?:zgromadzeniem|roku|miesiaca|kwartalu|"
        rf"czlonkow))?",
        rf"(?:w ciagu|w przeciagu|w trakcie|przez|na przestrzeni|w "
        rf"terminie)\s(?:{_NEXT}\s)?(?:{_NUMBER}\s)?(?:{_NEXT}\s)?{_UNIT}",
        rf"za\s{_NUMBER}\s{_UNIT}|za rok",
        rf"(?:w|na|jeszcze w)\s{_NEXT}\s(?:roku|miesiacu|kwartale|tygodniu|polroczu|semestrze|lecie|wiosne|"
        rf"jesieni|posiedzeniu|"
        r"spotkaniu|sesji|zgromadzeniu)",
        r"najpozniej|jutro",
    ),
    repetitions=phrases(
        rf"(?:pod koniec\s)?(?:kazd\w+|co)\s(?!najmniej)(?:\w+\s)?{_UNIT}|\w+ raz\w* (?:w|na) (?:roku|rok|"
        rf"miesiacu|miesiac|kwartal\w*)|"
        r"rocznie|miesiecznie|kwartaln(?:ie)|comiesieczn\w+|coroczn\w+|regularn\w+|tygodniowo|"
        r"cotygodniow\w+|stale|ciagle|"
        r"kwartaln\w+|miesieczn\w+|roczn\w+",
    ),
    vague_times=phrases(
        r"wkrotce|niebawem|jak najszybciej|mozliwie szybko|w (?:dluzszej|krotszej|dalszej|najblizszej) "
        r"(?:perspektywie|przyszlosci)|"
        r"w przyszlosci|kiedys|w najblizszych latach|dlugoterminowo|stopniowo",
    ),
    numbers=NUMBERS,
    quantifiers=phrases(
        r"podwo\w+|potro\w+|(?:o )?polow[eya]|(?:jedna |dwie |o )?(?:trzeci\w*|jedna czwarta)|wiekszosc|"
        r"procent\w*|proc|zero|"
        r"co najmniej jed\w+|dwukrotnie|trzykrotnie|dziesiec|zmniejsz\w+ o polowe",
        r"(?:kazd[ya]|wszyscy|wszystkie)\s(?!rok|miesiac)(?:\w+\s){1,3}?(?:ma|maja|jest|sa|"
        r"posiada\w*)(?=\s(?!zadowol))",
    ),
    determiners=frozenset(),
    plural=re.compile(r"(?:now(?:e|ych|i)|wiec(?:ej)|.{3,}(?:ow|ami|ach))\Z"),
    owners=words("naszych nasi nasze wszystkich wszystkie wszyscy"),
    verb_shape=re.compile(r"(?:[a-z-]{2,}(?:ac|ic|yc|ec|uc|sc|zc|nie|cie))\Z"),
    weak_phrases=phrases(
        r"tworzyc wartosc|brac udzial w (?:rozwoju|zyciu)|miec (?:wplyw|wiekszy|lepsz)|byc (?:bardziej|lepsz|"
        r"liderem|blizej)",
    ),
    purposes=phrases(r"(?:zeby|aby|by|w celu)\b[^,;:.]{8,140},(?=\s*\w+)"),
    acting=phrases(
        r"(?:zostan\w*|zostal\w*|zostac|bedzie|beda|jest|sa)\s(?P<verb>\w{3,}(?:ny|na|ne|ni|ty|ta|te|ci|nych|"
        r"tych))(?=\W|$)",
        r"(?!\w*(?:system|problem|program|reklam|bram|diagram|ekstrem|schem|panoram|firm|chc|zamierz|musi)\w*my\b)"
        r"(?P<verb2>\w{3,}(?:imy|ymy|emy|amy))",
        r"(?P<verb5>(?:wymieni|kupi|sprzeda|przejdzie|skonczy|zdobedzie|pozna|zda|wdrozy|dostanie|ukonczy|"
        r"zakonczy|zaprosi|przeszkoli|utworzy|stworzy|otworzy|wdrozy|zlozy|nauczy|polaczy|obnizy|"
        r"zwiekszy|zmniejszy|otrzyma|otrzymaja|dostana|wezma|podpisza|zatrudnia|przyjma|ukoncza|odwiedza|uruchomia|"
        r"wyjada)(?=\W|$)|(?:ukoncz|zakoncz|odbedz|obejm|rozpocz|wez|wyjed|osiagn|przyjm|podpis|uchwal|otworz|"
        r"uruchom|zorganiz|zatrudn|opublik|wyda|przeszkol|kup|"
        r"przeprowadz|zbud|"
        r"wdroz|stworz|zloz|uzysk|zdob|pozysk|wybier|zatwierdz|odwiedz|zapros|wysl|zawr|zainstal|nagra)\w{0,3}"
        r"(?:uje|uja|zie|zy|mie|ie|ni|mi|li|i|ze|da))(?=\W|$)",
        r"(?:firm|czlonkow|przedsiebiorstw|zakladow|osob|uczniow|pracownikow|studentow|startupow|gmin|szkol|uczelni|"
        r"zgromadzenie|zarzad|zespol|rada|biuro)\s(?!branzy)(?P<verb6>\w{2,}(?:ni|zy|uje|sze|zie|mie|li|mi|ze|"
        r"pi|bi|wi|ci|je|wie|owie))"
        r"(?=\W|$)",
        r"klaster\s(?P<verb3>\w{3,}(?:i|y|uje|ie))(?=\W|$)",
    ),
    verbal_noun=re.compile(
        r"(?:[a-z-]{2,}(?:anie|enie|cie)|sprzedaz|zakup|wybor|start|budowa|wyjazd|nabor|najem|wynajem|druk|"
        r"wysylka|remont|organizacja|publikacja|rekrutacja|instalacja|rejestracja|realizacja|produkcja|"
        r"certyfikacja|emisja|modernizacja)\Z"
    ),
    subordinators=words("który która które którzy których którego której że aby żeby ponieważ gdzie gdy choć dlatego"),
    vague=stems(
        "młod młodzież ludzi$ ludzie$ osób$ społecz środowisk ekologi przyrod pokolen zmian motor$",
        "lokaln wiejsk talent gospodar",
        "prawdziw wspóln siln konkretn większ zaangażowan aktywn żywotn",
        "głos$ atmosfer marka$ markę$ marki$ duch$ tożsamoś obecnoś profil$ dialog dynami uznani zaufani",
        "wiarygodn efektywn wydajn rentown profesjonal elastyczn zwinn spójnoś klimat$ kultur różnorodn",
        "rozwój rozwoju ekonomi zadowol nowoczesn zielon wpływ potencjał warunk komunikac informac",
        "międzynarod regional pozycj reputac dobrobyt zespół synergi ekosystem strateg relac korzyś przewag",
        "niezależn odporn niezbędn przywódz doskonał życi blisk proces struktur świat innowac referencyj",
        "lepsz konkurencyjn rynk rynek$ organizac widoczn paradygmat",
        "widoczn rozpoznawaln konkurencyj jakoś zrównoważ lepiej lepsz więcej nowy nowe nowych nowa dobr "
        "siln duż lider wiodąc",
        "cyfrow cyfryz transform działan inicjatyw projekt usług ofert możliwo potrzeb wyzwan temat sukces "
        "wzrost wartoś",
        "przyszło wymian sieć sieci członk firm przedsiębior mśp partner podmiot region gospodar branż "
        "sektor obszar atrakcyjn",
        "przych obrot liczb udział lojalno wizerun wiedz kompeten wydarze spotka rozwiąza wsparc promoc "
        "europ zagrani współprac",
        "innowacyjn przemys bardziej regularn comiesięcz lat$",
        short_ending=r"\w{0,3}",
    ),
)
