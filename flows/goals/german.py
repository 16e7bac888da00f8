"""German words of goals."""

import re

from flows.goals.lexicon import Lexicon, alternatives, phrases, stems, words

NUMBERS = words(
    "einundzwanzig zweiundzwanzig dreiundzwanzig vierundzwanzig sechsundzwanzig achtundzwanzig",
    "fünfunddreißig zweihundert dreihundert vierhundert fünfhundert tausend beide zweitausend millionen",
    "million",
    "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn",
    "siebzehn achtzehn",
    "neunzehn zwanzig fünfundzwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert",
    "tausend dutzend",
    "zweier dreier beiden",
)
_NUMBER = r"(?:\d+|ein(?:em|es|er)?|" + alternatives(NUMBERS) + ")"
_UNIT = r"(?:arbeits|kalender|werk)?(?:tag|woche|monat|quartal|semester|halbjahr|jahr)(?:e|en|es|s|n)?"
_NEXT = r"(?:nachst|kommend|folgend|laufend|dies|aktuell)\w*"
_EVENT = (
    r"(?:pause|versammlung|sitzung|treffen|messe|tagung|konferenz|kongress|ferien|urlaub|weihnachten|ostern|pfingsten|"
    r"sommer|herbst|winter|fruhjahr|fruhling|ende|ablauf|schluss|termin|frist|workshop|audit|jubilaum|"
    r"session|start(?!en|et))"
)

LEXICON = Lexicon(
    code="de",
    function_words=words(
        "der die das den dem des und oder für mit von vom zu zum zur im am bis ein eine einen einem eines",
        "einer unser",
        "unsere unseren unserer unserem wir wollen sollen soll will muss müssen kann können wird ist sind "
        "werden auf aus bei durch über mehr ",
        " als nicht auch alle allen   innerhalb an     indem",
    ),
    hints=words(
        "januar februar märz april mai juni juli oktober dezember",
        "mitglieder mitgliedern jahr jahre monate monaten neue neuen ende",
    ),
    openings=phrases(
        r"unsere? (?:absicht|vorhaben|anliegen|wunsch|aufgabe|plan|vorsatz) ist(?: es)?,?",
        r"(?:es geht darum|wir (?:planen|beabsichtigen|haben vor|nehmen uns vor|streben an|setzen uns zum ziel)),?",
        r"(?:unser |das |gemeinsames )*ziel ist(?: es)?,?",
        r"(?:unser|das|mein)\s(?:\w+\s)?ziel\s(?:\w+\s){0,3}?ist(?:\s?es)?\s?,?",
        r"(?:smart-?)?ziel\s?:",
        r"(?:wir|der cluster|das cluster|das netzwerk)\s(?:wollen|will|mochten|mochte|werden|wird|sollen|"
        r"soll|mussen)",
    ),
    strong_verbs=stems(
        "drehen$ gedreht$ abbau abgebaut abschließ abschluss abgeschlossen akquirier analysier anbieten "
        "angeboten anschaff "
        "anstell anwerb",
        "aufbau aufgebaut aufnehm aufsetz ausbilden$ ausgebaut ausbau ausricht ausrichten ausschreib "
        "auszeichn bau$ bauen",
        "beantrag beauftrag befrag begleich beitret berechn beschaff beschließ besuchen$ besuch$ besucht$ "
        "bestellen$ bewerb bring buch$",
        "buchen digitalisieren drucken$ durchführ durchgeführt eintrag einführ eingeführt einführung "
        "einreich eingereicht",
        "einrichten$ eingerichtet$ einrichtung$ einzurichten$ einsetz einstell einwerb eingeworben "
        "einzuwerben einzuführ einzureich entwickeln entwickelt",
        "entwicklung erarbeit erhalten erheb erhöh erlang eröffn erreich erschließ ersetz erstell erwerb erweiter",
        "erziel fertigstell fertigzustell filmen$ finden finanzier fortbilden$ führen$ gewinn gewonnen "
        "gründen$ gründet$ gründung$ gegründ halbier",
        "halten herausgeb herausbring herstell implementier installier interview investier kaufen$ kauf$ "
        "kürzen$ launch lancier leg$",
        "liefern$ lieferung$ mieten$ modernisier öffn organisier ordnen$ planen$ pilotier präsentier",
        "produzier prüfen$",
        "qualifizier realisier reduzier rekrutier registrier renovier schaffen schließ schreib schulen$ "
        "schulung$ geschult$ senk sammeln$",
        "starten$ start$ gestartet steiger streich teilnehm test$ testen$ trainier übersetz umsetz umzieh",
        "unterschreib unterzeichn veranstalt verabschied verdoppel verdreifach vereinbar veröffentlich",
        "verkauf verkürz",
        "verlager vermitt vermittel verring versend verteil vorleg vorstell wähl wachsen werben$ "
        "zertifizier zusammenstell besetz ausgeschrieben auszuschreib",
        "umstell auflös abhalt abzuschließ zu-gewinnen präsentation inbetriebnahme herausgabe verabschiedung",
    ),
    weak_verbs=stems(
        "begeister ",
        "sorgen$ sorgt$ stimulier ankurbel anreg$ anregen mitgestalt ermutig bewahr ",
        "stabilisier ausschöpf nutzen$ heben$ bündeln$ streben anstreb widmen$ beteiligen$ ",
        "profilier vorankommen angehen$ angeh entgegenwirk mitmach dastehen auftreten helfen$ hilft$",
        "begünstig flankier unterstreich hervorheb inspirier bekräftig ",
        "informieren-besser ",
        "verbesser stärken$ stärk$ stärkung$ unterstütz fördern$ förderung$ arbeiten$ arbeitet$ beitrag$ "
        "beizutragen beitragen leisten helf mithelf sein$ werden$ bleiben",
        "haben$ optimier intensivier ermöglich erleichter fortführ fortsetz versuch bemüh nachdenken befass",
        "beschäftig",
        "kümmer bewerb-unterstütz kommunizier zusammenarbeit kooperier einbind einbeziehen vernetz sicherstell",
        "gewährleist weiterentwickel weiterentwicklung positionier sensibilisier voranbring vorantreib "
        "begleit maximier",
        "vertief pflegen auseinandersetz mitwirk beschleunig motivier prüfung-von festig machen tun$ verstetig",
    ),
    completing=stems(
        "anheuer anwerb angeworben",
        "drehen$ gedreht$ abschließ abschluss beantrag beauftrag beitret beschaff beschließ durchführ einführ "
        "eingeführ "
        "einreich einricht",
        "eingericht einstell einzuführ einzureich entwickeln entwickelt entwicklung erarbeit erhalten "
        "erlang eröffn ersetz",
        "erstell erwerb fertigstell gründen$ gründet$ gründung$ gegründ herausgeb herausbring installier kauf launch "
        "lancier organisier produzier",
        "pilotier schreib start$ starten$ gestartet unterschreib unterzeichn veranstalt verabschied "
        "vereinbar veröffentlich",
        "vorleg wähl besetz gewinn realisier übersetz schließ inbetriebnahme schaffen aufbau aufgebaut",
    ),
    connectors=words("indem durch mittels und , ; . sowie dazu"),
    deadlines=phrases(
        rf"(?:spatestens\s)?(?:bis|vor)\s(?:spatestens\s)?(?:(?:zum|zur|zu|dem|der|den|unser\w*|"
        rf"einschliesslich)\s){{0,2}}"
        rf"(?!\d)(?:{_NEXT}\s)?(?:(?!20\d\d)[\w-]+\s){{0,2}}?[\w-]*{_EVENT}\w*(?:\s(?:des|der|im|"
        rf"dieses)\s(?!jed)(?:{_NEXT}\s)?"
        rf"(?:\w+\s)?\w*(?:jahr|quartal|monat|woche|semester|halbjahr|forderperiode|projekt|sommer)\w*)?",
        rf"bis\s(?:zum|zur)\s(?!\d)(?:{_NEXT}\s)?[\w-]+",
        rf"(?:innerhalb|binnen|wahrend|im laufe|im verlauf)\s(?:(?:von|der|des|den|eines|einer|dieses)\s)?"
        rf"(?:{_NEXT}\s)?(?:{_NUMBER}\s)?{_UNIT}",
        rf"in\s(?:den\s|der\s|den\s)?(?:{_NEXT}\s)?{_NUMBER}\s{_UNIT}",
        rf"(?:in|im|bis|ab|zum|noch)\s?(?:den\s|der\s|dem\s)?{_NEXT}\s(?:{_UNIT}|\w*sommer|\w*herbst|"
        rf"\w*winter|fruhjahr|"
        r"fruhling|\w*sitzung|\w*versammlung|\w*treffen|\w*woche)",
        rf"{_NEXT}\s(?:jahr|monat|woche|quartal|fruhjahr|sommer|herbst|winter)(?:es|s)?",
        r"(?:bis\s)?(?:zum\s)?(?:jahres|monats|quartals|projekt|wochen|schuljahres)ende",
        r"(?:bis|am)\s(?:heute|morgen|ubermorgen|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|"
        r"weihnachten|ostern)",
        r"heuer|morgen",
    ),
    repetitions=phrases(
        rf"(?:am ende\s)?jed(?:e|en|es|em|er)\s(?:\w+\s)?{_UNIT}|(?:\w+\s)?mal (?:pro|im) {_UNIT}|pro "
        rf"{_UNIT}|alle \w+ {_UNIT}",
        r"(?:all)?(?:jahr|monat|wochent|tag|vierteljahr|quartals|halbjahr)(?:lich|weise)\w*|regelmassig\w*|"
        r"laufend|"
        r"kontinuierlich\w*|standig\w*|dauerhaft\w*|fortlaufend\w*",
    ),
    vague_times=phrases(
        r"bald|demnachst|so (?:bald|schnell|rasch) wie moglich|moglichst (?:bald|schnell|rasch)|"
        r"schnellstmoglich|"
        r"baldmoglichst|zeitnah|(?:lang|mittel|kurz)fristig\w*|in (?:naher |der )?zukunft|kunftig|"
        r"zukunftig|irgendwann|"
        r"in den (?:nachsten|kommenden) (?:jahren|monaten)|auf (?:lange|dauer)\s?\w*",
    ),
    numbers=NUMBERS,
    quantifiers=phrases(
        r"verdoppel\w*|verdreifach\w*|halbier\w*|(?:die |der |um die )?halfte|(?:ein |um ein |zwei "
        r")?(?:drittel|viertel|funftel)|"
        r"mehrheit|zweidrittelmehrheit|(?:zwei|drei|vier|funf|sechs|acht|zehn|zwolf)(?:teilig|tagig|stufig|"
        r"stundig|monatig|kopfig|wochig)\w*|halbe\w? (?:stelle|million)|prozent\w*|doppelt so viele?|null|"
        r"mindestens ein\w*|dutzend",
        r"(?:jedes|jeder|alle)\s(?:\w+\s){1,3}?(?:hat|haben|besuch\w*|befrag\w*|ist|sind)(?=\s(?!zufrieden|"
        r"besser))",
    ),
    determiners=words("ein eine einen einem eines einer der die das den dem des unser unsere unseren unserer unseres"),
    plural=re.compile(r".{4,}(?:en|er|s|e)\Z"),
    owners=words("unsere unserer unseren die den der alle allen"),
    verb_shape=re.compile(r"(?:[a-z-]{3,}(?:ieren|eren|eln|ern|en))\Z"),
    verb_last=True,
    weak_phrases=phrases(
        r"(?:ein\w* )?beitrag zu\w*",
    ),
    purposes=phrases(r"(?:damit|um)\b[^,;:.]{8,140},(?=\s*\w+)"),
    acting=phrases(
        r"wir\s(?!woll|moch|werd|soll|muss|konn|hab|sind|unse|uns\b)(?P<verb>\w{3,}en)\b",
        r"(?P<verb2>\w{3,}en)\swir\b",
        r"(?P<verb3>(?:ge|be|ver|er|ent|uber|unter|(?:an|ab|auf|aus|ein|vor|durch|zu|um|her)ge)\w{3,}(?:t|en)|"
        r"\w{3,}iert)"
        r"\s(?:werden|wird|sein|worden|haben|sind|ist|hat)\b",
        r"(?:werden|wird|sind|haben)\b[^.;]*\s(?P<verb4>(?:ge|(?:an|ab|auf|aus|ein|vor|durch|zu|um|"
        r"her)ge)\w{3,}(?:t|en)|"
        r"\w{3,}iert|(?:be|ver|er)\w{2,}t|(?:be|ver|er|ent|unter|uber)\w{3,}en)(?=\s*(?:[§.,;]|und|$))",
    ),
    verbal_noun=re.compile(
        r"(?:[a-z-]{3,}ung|[a-z-]*(?:abschluss|ankauf|einkauf|verkauf|umbau|neubau|aufnahme|teilnahme|abgabe|"
        r"vergabe|ubergabe|auftritt|versand|umzug|wahl))\Z"
    ),
    subordinators=words(
        "dass welche welcher welches die-der deren dessen weil damit sodass wobei indem wenn obwohl wodurch"
    ),
    vague=stems(
        "jung$ junge$ jungen$ junger$ mensch$ menschen$ raum$ räume$ ländlich szene$ klimaschutz umwelt",
        "natur$ gesellschaft bevölkerung generation lebendig offen$ offener$ zugänglich stabil sozial",
        "echt$ echte$ echten$ kollektiv gemeinschaft$ größer größere stärker beteiligung engagement standort",
        "attraktiv",
        "stimme stimmung atmosphäre marke$ identität präsenz profil$ einfluss dialog dynami bereit",
        "anerkennung vertrau glaubwürdig effizien produktiv profitabel professionell flexib zusammenhalt",
        "klima$ kultur$ vielfalt wertschätz entwicklung erfolgreich zufrieden begeister spannend modern",
        "digital grün$ grüne$ grüner$ wirkung wirksam potenzial potential rahmenbedingung kommunikation",
        "information international europäisch regional nummer$ eins$ lage stellung position wahrnehm",
        "reputation ruf$ lebensqualität wohlstand beste$ besten$ innovativ ökosystem strateg verbindung",
        "kontakt beziehung nutzen vorteil unabhängig sicherheit resilien zukunftsfähig aktion aktionen",
        "projekt$ projekte$ projekten$ vorhaben initiative dienst dienstleistung service team",
        "sichtbar zusammenarbeit wettbewerb qualität nachhaltig bekannt führend stark stärk besser",
        "gut neu mehr viel",
        "leistung angebot maßnahme aktivität möglichkeit chance herausforderung bedarf bedürfnis thema "
        "themen ziel erfolg",
        "mehrwert wachstum veränder wandel transformation zukunft vernetz netzwerk austausch beitrag$",
        "mitglied$ mitglieder$ mitgliedern$ mitgliedsunternehmen mitgliedsbetrieb",
        "unternehmen betrieb firma firmen kmu partner akteur region wirtschaft branche sektor bereich "
        "standort attraktiv",
        "umsatz einnahme ertrag zahl anzahl anteil regelmäßig ganzheitlich operationalisier verstetig wertschöpf",
        "mitgliederbindung bindung image wissen kompetenz fachkräfte$ fachkräften$ arbeit digitalisierung",
        "prozess struktur treffen$",
        "veranstaltung event lösung umsetzung unterstützung öffentlichkeit europa ausland gemeinsam intensiv",
        "transdisziplin sektorübergreif innovation",
        short_ending=r"\w{0,2}",
    ),
)
