"""Italian words of goals."""

import re

from flows.goals.lexicon import Lexicon, alternatives, phrases, stems, words

NUMBERS = words(
    "diciassette diciotto diciannove ventuno ventidue ventitré ventiquattro ventisei ventotto",
    "trentacinque quarantacinque trecento quattrocento cinquecento ottocento mila entrambi entrambe",
    "quindicina centinaio paio",
    "due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici "
    "venti venticinque",
    "trenta quaranta cinquanta sessanta settanta ottanta novanta cento duecento cinquecento mille milione "
    "milioni dozzina",
    "decina ventina trentina cinquantina",
)
_NUMBER = r"(?:\d+|un|una|un'|" + alternatives(NUMBERS) + ")"
_UNIT = r"(?:giorn[oi]|settiman[ae]|mes[ei]|trimestr[ei]|semestr[ei]|ann[oi])"

LEXICON = Lexicon(
    code="it",
    function_words=words(
        "dell' all' dall' nell' sull' l' d' un' quest' c' il lo la i gli le del della dei delle degli "
        "dell' di e o per con nel nella nei nostro nostra nostri nostre un una",
        "uno al alla ai alle tra fra che  più    vogliamo essere ogni da dal sono è ",
    ),
    hints=words(
        "gennaio febbraio aprile maggio giugno luglio settembre ottobre novembre dicembre",
        "soci aziende associate fine prima entro",
    ),
    openings=phrases(
        r"(?:la nostra|il nostro|l'|lo|la|il) ?(?:\w+ )?(?:intenzione|intento|scopo|idea|piano|ambizione|"
        r"compito|meta|traguardo) e"
        r"(?: quell[oa])?(?: di)?",
        r"(?:ci (?:proponiamo|impegniamo|siamo proposti|piacerebbe|prefiggiamo)(?: di| a)?|(?:miriamo|puntiamo|"
        r"aspiriamo) a|"
        r"(?:prevediamo|pensiamo|contiamo|speriamo|si tratta|si prevede|l' idea e|abbiamo in programma) (?:di)?|"
        r"si vuole|bisogna)",
        r"(?:il nostro|l'|il|la nostra)\s?(?:\w+\s)?(?:obiettivo|scopo|meta)\s(?:\w+\s){0,3}?e(?:\sdi|"
        r"\sche|\squello di)?",
        r"obiettivo\s?:",
        r"(?:noi\s|il cluster\s|la rete\s)?(?:vogliamo|vuole|intendiamo|intende|desideriamo|dobbiamo|deve|"
        r"puntiamo a)",
    ),
    strong_verbs=stems(
        "rispond ottengono$ ottengano$ ristruttur riun iscriv",
        "girare$ girando$ scriv lanci acquis firm$ firmare firmando firma pubblic ottener ottenimento "
        "ottenendo conseg ridu "
        "aument organizz apr$",
        "aprire apertura aprendo cre$ creare creando creazione raddoppi triplic visit form$ formare",
        "formando svilupp",
        "progett$ progettare elabor implement costitu fond$ fondare assum nomin adott approv install test$ "
        "testare vend",
        "acquist present$ presentare presentando tradur realizz redig redazione consegn complet certific "
        "intervist finanzi",
        "raccogl equipagg raggiung diminu abbass invit attir attrarre vincer inaugur rinnov registr iscriv "
        "offr identific",
        "analizz reclut introdu ampli chiud sottoscriv diffond avvi dimezz tenere$ conclud portare$",
        "incrementare ospit",
    ),
    weak_verbs=stems(
        "rendere$ stare$ scommett nobilit visibil",
        "conosc crescer agevol incentiv spinger punt$ puntare posizion afferm aspir operare$ agir$ agire",
        "impegn massimizz preserv acceler arricch coltiv ispir motiv snell armonizz rivitalizz difend",
        "rispond$ rispondere dare$ viver$ vivere curar$ curare progred evolv mantener stimol",
        "animare$ ",
        "miglior rafforz sosten support$ supportare supporto aiut favor promuov promoz contribu essere$ "
        "diventar divent",
        "lavor ottimizz facilit accompagn prov$ provare tent$ tentare riflett continu prosegu stimol",
        "collabor cooper",
        "sensibilizz comunic coinvolg dinamizz consolid esplor garant assicur intensific cerc fare$ avere$ restare",
        "rimanere potenzi valorizz incoraggi permettere mantenere",
    ),
    completing=stems(
        "ingaggi reclut arruol",
        "girare$ girando$ scriv lanci firmare firma$ firmando pubblic ottener ottenimento conseg organizz "
        "aprire apertura "
        "creare creazione svilupp",
        "progettare elabor implement costitu fondare assum nomin adott approv install acquist presentare "
        "tradur realizz",
        "redig redazione consegn complet inaugur rinnov introdu chiud sottoscriv avvi conclud",
    ),
    connectors=words("mediante tramite attraverso con e poi , ; . grazie"),
    deadlines=phrases(
        rf"entro\s(?:(?:e non oltre|il|la|lo|l'|i|gli|le|un|una|fine|la fine|meta|inizio|di|del|della|"
        rf"dell'|prossim\w+)\s?)"
        rf"{{0,4}}(?!\d)(?:{_NUMBER}\s)?[\w-]+(?:\sgenerale|\sscolastico)?",
        r"entro\s\d+\s(?:giorni|settimane|mesi|anni)",
        r"prima\s(?:di|del|della|dell'|dei|delle|degli|che)\s?(?!\d)(?:\w+\s)?\w+(?:\s(?:generale|estiva))?",
        rf"(?:nei|nelle|nel|nell'|in|durante|nel corso|nell'\s?arco)\s?(?:(?:il|i|gli|le|la|l'|del|dei|degli|delle|"
        rf"giro di|corso del|corso dei|di)"
        rf"\s?){{0,2}}(?:prossim\w+\s)?(?:{_NUMBER}\s)?(?:prossim\w+\s)?{_UNIT}(?:\sprossim\w+)?",
        r"(?:fino|sino)\s(?:a|al|alla|all')\s?(?:fine|meta|estate|primavera|autunno|inverno|prossim\w+|"
        r"natale|pasqua)"
        r"(?:\s(?:del|della|dell'|di)\s?\w+)?",
        r"(?:quest'|questo|questa|il prossimo|la prossima)\s?(?:anno|mese|settimana|estate|primavera|"
        r"autunno|inverno|trimestre)",
        r"(?:alla|per la|in occasione della|all')\s?prossim\w\s\w+(?:\sgenerale)?|domani",
    ),
    repetitions=phrases(
        rf"ogni\s(?:\w+\s)?{_UNIT}|tutt[ie]\s(?:gli|i|le)\s{_UNIT}|(?:all'|al|a)\s?(?:anno|mese|trimestre|"
        rf"settimana)",
        r"mensil\w+|annual\w+|trimestral\w+|settimanal\w+|regolar\w+|periodic\w+|giornalier\w+|"
        r"quotidian\w+|semestral\w+",
    ),
    vague_times=phrases(
        r"presto|quanto prima|il prima possibile|appena possibile|a (?:lungo|medio|breve) termine|nel "
        r"lungo periodo|"
        r"in futuro|un giorno|nei prossimi (?:anni|mesi)|rapidamente|gradualmente",
    ),
    numbers=NUMBERS,
    quantifiers=phrases(
        r"raddoppi\w+|triplic\w+|dimezz\w+|(?:la |della )?meta|(?:un |due |di un )?(?:terz[oi]|quart[oi])|"
        r"maggioranza|"
        r"per cento|zero|almeno un[oa]?|il doppio",
        r"(?:ogni|tutt[ie]\s(?:i|gli|le))\s(?!mese|anno)(?:\w+\s){1,3}?(?:ha|hanno|e|sono|"
        r"dispon\w*)(?=\s(?!soddisfatt))",
    ),
    determiners=words("un una uno un' il lo la l' nostro nostra questo questa"),
    plural=re.compile(r".{3,}i\Z"),
    owners=words("nostri nostre i gli le tutti tutte dei"),
    verb_shape=re.compile(r"(?:[a-z-]{2,}(?:are|ere|ire|arsi|ersi|irsi|ando|endo|rre))\Z"),
    weak_phrases=phrases(
        r"partecipare (?:allo sviluppo|alla vita|alla transizione)",
        r"far(?:e)? (?:conoscere|crescere|sistema|rete|squadra|di piu|meglio|piu)|dare (?:valore|visibilita|"
        r"voce|supporto|sostegno|"
        r"impulso|piu)|creare valore|mettere (?:a sistema|in rete|al centro)|giocare un|tenere conto|"
        r"essere (?!\w+[aio]t[oaie]\b)",
    ),
    purposes=phrases(r"(?:per|al fine di|allo scopo di|affinche)\b[^,;:.]{8,140},(?=\s*\w+)"),
    acting=phrases(
        r"(?:verra|verranno|sara|saranno|viene|vengono|sono|siano?|hanno|avra|avranno|avremo|avere|aver)\s(?:stat\w\s)?"
        r"(?P<verb>\w{2,}(?:at|it|ut|rt|tt|st|nt|lt|ss|rs|ns)[oaie])",
        r"(?P<verb2>\w{3,}(?:remo|eranno|iranno|iamo))",
        r"(?:cluster|rete|associazione|ufficio|team|soci|imprese|aziende)\s(?P<verb4>\w{3,}(?:era|ira|eranno|iranno))",
    ),
    verbal_noun=re.compile(
        r"(?:[a-z-]{2,}(?:zione|sione|mento|aggio|tura)|firma|acquisto|vendita|consegna|visita|avvio|lancio|"
        r"invio|raccolta|ricerca|stesura|stampa|noleggio|affitto|nomina|adesione|trasloco)\Z"
    ),
    subordinators=words("che cui quale quali perché affinché dove quando mentre sebbene poiché"),
    vague=stems(
        "giovan gente$ persona$ persone$ società ambient ecologic natura$ generazion ricambio motore$",
        "locale$ locali$ rural talent gioventù",
        "vero$ vera$ vere$ veri$ collettiv comune$ comuni$ solid concret reale$ coinvolg partecipazion",
        "maggior vitalità",
        "voce atmosfera spirito identità presenza presente presenti profilo influenza dialogo",
        "dinamic dinamism riconosc fiducia credib efficac efficien produttiv redditiv professional flessib",
        "agil coesione clima$ cultura divers inclus sviluppo$ economic soddisf moderno verde$ impatto",
        "potenzial condizion comunicazione informazion internazional regional posizion reputazione prosperità",
        "squadra sinergi ecosistem strateg relazion beneficio vantagg indipend resilien imprescindibile",
        "attrattiv leadership eccellenz vita$ vicin process struttur mondo innovazion collaborazion",
        "cooperazion tessuto competitiv comunità made$ italy italia$ punto$",
        "visibilità notorietà competitività qualità sostenib migliore meglio più nuovo nuova nuovi nuove "
        "buono forte grande",
        "leader riferimento digital transizione attività azione azioni iniziativa iniziative progetto "
        "progetti servizio",
        "servizi offerta opportunità bisogno bisogni sfida sfide tema successo crescita valore futuro "
        "scambio rete reti socio",
        "soci associat azienda aziende impres pmi partner attore attori regione territorio economia "
        "settore ambito attrattiv",
        "fatturato ricav numero tasso fidelizzazione immagine conoscenza competenza competenze evento eventi incontro",
        "incontri riunione riunioni soluzione supporto sostegno promozione europa europe estero innovativ "
        "industria mensili",
        "membro membri",
        short_ending=r"\w?",
    ),
)
