"""The words of numbers and units in the seven languages, folded; those of time are in `flows.reading.languages`."""

from flows.reading.languages import entries, numbered

_ONES = (
    "zero null nul zéro cero zero صفر",
    "one ein eine einen einer eins einem un une uno una jeden jedna jedno jednego واحد a an",
    "two zwei deux dos due dwa dwie dwóch اثنان اثنين",
    "three drei trois tres tre trzy trzech ثلاثة ثلاث",
    "four vier quatre cuatro quattro cztery czterech أربعة أربع",
    "five fünf cinq cinco cinque pięć pięciu خمسة خمس",
    "six sechs six seis sei sześć sześciu ستة ست",
    "seven sieben sept siete sette siedem siedmiu سبعة سبع",
    "eight acht huit ocho otto osiem ośmiu ثمانية ثمان",
    "nine neun neuf nueve nove dziewięć dziewięciu تسعة تسع",
    "ten zehn dix diez dieci dziesięć dziesięciu عشرة عشر",
    "eleven elf onze once undici jedenaście",
    "twelve zwölf douze doce dodici dwanaście dwunastu",
    "thirteen dreizehn treize trece tredici trzynaście",
    "fourteen vierzehn quatorze catorce quattordici czternaście",
    "fifteen fünfzehn quinze quince quindici piętnaście piętnastu quinzaine",
    "sixteen sechzehn seize dieciséis sedici szesnaście",
    "seventeen siebzehn dix-sept diecisiete diciassette siedemnaście",
    "eighteen achtzehn dix-huit dieciocho diciotto osiemnaście",
    "nineteen neunzehn dix-neuf diecinueve diciannove dziewiętnaście",
    "twenty zwanzig vingt veinte venti dwadzieścia dwudziestu عشرون عشرين vingtaine ventina",
)
_TENS = (
    "thirty dreißig trente treinta trenta trzydzieści trzydziestu ثلاثون ثلاثين trentaine",
    "forty vierzig quarante cuarenta quaranta czterdzieści czterdziestu أربعون أربعين",
    "fifty fünfzig cinquante cincuenta cinquanta pięćdziesiąt pięćdziesięciu خمسون خمسين",
    "sixty sechzig soixante sesenta sessanta sześćdziesiąt ستون ستين",
    "seventy siebzig soixante-dix septante setenta settanta siedemdziesiąt سبعون سبعين",
    "eighty achtzig quatre-vingts quatre-vingt huitante ochenta ottanta osiemdziesiąt ثمانون ثمانين",
    "ninety neunzig quatre-vingt-dix nonante noventa novanta dziewięćdziesiąt تسعون تسعين",
    "hundred hundert cent cien ciento cento sto stu مئة مائة centaine",
)
NUMBERS = numbered(_ONES) | {word: 10 * number for word, number in numbered(_TENS, start=3).items()}
"""Numbers in words."""

MULTIPLIERS = {
    entry: factor
    for factor, text in {
        12: "dozen dutzend douzaine docena dozzina tuzin tuziny",
        100: "hundred hundert cent cien cento sto",
        1_000: "k thousand tausend tsd tsd. mille mil mila tys tys. tysiąc tysiące tysięcy ألف آلاف الف",
        1_000_000: "mn mln mln. mio mio. million millions millionen millionen mill mill. "
        "millón millones milione milioni "
        "milion miliony milionów مليون ملايين",
        1_000_000_000: "bn billion billions mrd mrd. milliard milliards milliarde milliarden mld mld. miliard "
        "miliardy miliardów miliardo miliardi مليار مليارات",
    }.items()
    for entry in entries(text)
}
"""Words and letters behind a number that make it so many times larger."""

SAME_UNITS = (
    entries("€ euro euros eur euri يورو"),
    entries("$ dollar dollars usd us$ dólares dolary دولار"),
    entries("£ pound pounds gbp pfund livres"),
    entries("chf francs franken fr. sfr"),
    entries("zł pln złoty złotych złote zloty"),
    entries(
        "% percent per_cent prozent pct pour_cent por_ciento per_cento procent procenta بالمئة ٪ في_المئة v.h. p.c."
    ),
    entries("person persons people pers personen persona personas persone osoba osoby osób شخص أشخاص leute gens"),
    entries(
        "member members mitglied mitglieder mitgliedern membre membres miembro "
        "miembros socio socios socii soci "
        "membro membri członek członków członkowie عضو أعضاء"
    ),
    entries(
        "company companies firm firms unternehmen firma firmen betrieb betriebe entreprise entreprises empresa "
        "empresas azienda aziende impresa imprese firm firmy شركة شركات"
    ),
    entries("piece pieces pcs pc stück stk pièces unidades uds pezzi pz sztuk szt"),
)
"""Ways to write the same unit; those of time are in `UNITS`."""

CURRENCIES = SAME_UNITS[0] | SAME_UNITS[1] | SAME_UNITS[2] | SAME_UNITS[3] | SAME_UNITS[4]
"""What may stand before a number, too."""

HALF = entries(
    "half half_a half_an ein_halber halber ein_halbes halbe halben demi une_demi un_demi demie media un_medio medio "
    "mezza mezzo una_mezza un_mezzo pół نصف"
)
"""Before a unit: half of it."""
ONE_AND_A_HALF = entries("one_and_a_half anderthalb eineinhalb einundeinhalb półtora półtorej")
AND_A_HALF = entries(
    "and_a_half und_ein_halber und_eine_halbe et_demi et_demie y_medio y_media e_mezzo e_mezza i_pół ونصف و_نصف"
)
"""Behind a unit: half of it more."""

ABOUT = entries(
    "about around approximately approx approx. ca ca. circa roughly some almost "
    "nearly etwa ungefähr rund fast "
    "environ à_peu_près presque vers unos unas aproximadamente casi "
    "alrededor_de quasi około ok ok. prawie "
    "حوالي تقريبا ~ ≈"
)
BOUNDS = entries(
    "over more_than at_least less_than under up_to max max. min min. "
    "maximum minimum mindestens höchstens "
    "über unter mehr_als weniger_als bis_zu maximal minimal plus_de moins_de au_moins au_plus jusqu'à "
    "más_de menos_de al_menos como_máximo hasta almeno più_di meno_di oltre fino_a co_najmniej ponad "
    "więcej_niż mniej_niż do على_الأقل أكثر_من أقل_من > < ≥ ≤ >= <="
)
"""What makes a number one end of what is meant."""
