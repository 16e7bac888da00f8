"""The words of dates, times and numbers in English, German, French, Spanish, Italian, Polish and Arabic, folded.

Months also in Portuguese and Dutch: goals are written in these, too.  An underscore stands for a space inside an
entry.  All else that reads words of time takes them from here.
"""

from flows.reading.text import fold


def entries(*lists: str) -> frozenset[str]:
    """Entries given as text separated by spaces, folded."""
    return frozenset(entry.replace("_", " ") for entry in fold(" ".join(lists)).split())


def numbered(lists: tuple[str, ...], start: int = 0) -> dict[str, int]:
    """Entry → the number of its list."""
    return {entry: number for number, text in enumerate(lists, start) for entry in entries(text)}


MONTHS = numbered(
    (
        "january januar jänner janvier enero gennaio stycznia styczniu styczeń janeiro يناير januari "
        "كانون_الثاني جانفي ينير",
        "february februar feber février febrero febbraio lutego lutym luty fevereiro فبراير februari شباط فيفري",
        "march märz mars marzo marca marcu marzec março مارس maart آذار",
        "april avril abril aprile kwietnia kwietniu kwiecień ابريل نيسان أفريل",
        "may mai mayo maggio maja maju maj maio مايو mei أيار ماي",
        "june juni juin junio giugno czerwca czerwcu czerwiec junho يونيو حزيران جوان يونيه",
        "july juli juillet julio luglio lipca lipcu lipiec julho يوليو تموز جويلية يوليه يوليوز",
        "august août agosto sierpnia sierpniu sierpień اغسطس augustus آب أوت غشت",
        "september septembre septiembre setiembre settembre września wrześniu wrzesień setembro سبتمبر أيلول شتنبر",
        "october oktober octobre octubre ottobre października październiku październik outubro اكتوبر تشرين_الأول",
        "november novembre noviembre listopada listopadzie listopad novembro نوفمبر تشرين_الثاني نونبر",
        "december dezember décembre diciembre dicembre grudnia grudniu grudzień dezembro ديسمبر كانون_الأول دجنبر",
    ),
    start=1,
)
"""Whole names of months, in the forms that stand in a date."""

SHORT_MONTHS = numbered(
    ("jan ene", "feb fev", "mar", "apr", "may", "jun", "jul", "aug", "sep sept", "oct okt", "nov", "dec dez"), start=1
)
"""Abbreviations that mean a month in running text, too."""

TERSE_MONTHS = SHORT_MONTHS | numbered(
    (
        "jän janv gen sty",
        "febr févr febb lut",
        "mrz mär mars mrzo mrt",
        "avr abr kwi",
        "mai mag maj mayo",
        "juin giu cze czer giugn",
        "juil juill lug lip",
        "août aou ago sie sierp",
        "sett set wrz wrze",
        "ott out paź październ",
        "listop lis",
        "déc dic gru grud",
    ),
    start=1,
)
"""All abbreviations: some are words of their own in a sentence ("set", "ago", "lis"), in a date they are months."""

WEEKDAYS = numbered(
    (
        "monday montag lundi lunes lunedì poniedziałek poniedziałku الاثنين الإثنين اثنين",
        "tuesday dienstag mardi martes martedì wtorek wtorku الثلاثاء ثلاثاء",
        "wednesday mittwoch mercredi miércoles mercoledì środa środę środy الأربعاء أربعاء",
        "thursday donnerstag jeudi jueves giovedì czwartek czwartku الخميس خميس",
        "friday freitag vendredi viernes venerdì piątek piątku الجمعة جمعة",
        "saturday samstag sonnabend samedi sábado sabato sobota sobotę soboty السبت سبت",
        "sunday sonntag dimanche domingo domenica niedziela niedzielę niedzieli الأحد أحد",
    )
)
"""Whole names of weekdays; Monday is 0."""

SHORT_WEEKDAYS = numbered(
    (
        "mon mo lun pon pn",
        "tue tues di mar wt wto",
        "wed weds mi mer mié śr śro",
        "thu thur thurs do jeu jue gio czw",
        "fri fr ven vie pt pią",
        "sat sa sam sáb sab sob",
        "sun so dim dom nd ndz niedz",
    )
)
"""Abbreviations, which mean a weekday in front of a date only."""

LEAD_INS = entries(
    "on the by until till to at for on_the by_the in no_later_than latest at_the_latest due due_on due_by",
    "am den dem der bis bis_zum bis_zu zum spätestens bis_spätestens vom ab",
    "le la au jusqu'au jusque d'ici_le d'ici_au d'ici pour_le pour au_plus_tard_le",
    "el para_el para hasta_el hasta a_más_tardar_el al",
    "il entro_il entro per_il fino_al entro_e_non_oltre_il al",
    "w w_dniu dnia do do_dnia na najpóźniej_do",
    "في يوم في_يوم حتى بحلول الى",
)
"""What may stand before a date and changes nothing about it."""

BEFORE = entries(
    "before before_the prior_to vor vor_dem avant avant_le antes_del antes_de prima_del prima_di przed قبل"
)
"""What stands before a date that is itself too late."""

OF = entries("of the of_the de del du des d' di der des von في من de_l'", "dell'", "the_year des_jahres roku r")
"""What stands between the parts of a date."""

YEAR_MARKS = entries("r r. roku rok a.d. ad ce m م عام سنة del_año año anno année jahr jahres")

DAYS_FROM_TODAY = {
    entry: days
    for days, text in (
        (0, "today heute aujourd'hui hoy oggi dziś dzisiaj اليوم"),
        (1, "tomorrow tmrw tmr morgen demain mañana domani jutro غدا غدًا بكرة"),
        (
            2,
            "day_after_tomorrow the_day_after_tomorrow übermorgen après-demain "
            "apres_demain pasado_mañana dopodomani "
            "pojutrze بعد_غد",
        ),
        (-1, "yesterday gestern hier ayer ieri wczoraj أمس امس"),
    )
    for entry in entries(text)
}

NEXT = entries(
    "next the_next following nächster nächste nächsten nächstem nächstes prochain prochaine prochains suivant suivante",
    "próximo próxima siguiente prossimo prossima successivo successiva",
    "następny następna następne następnego następnej następną następnym przyszły przyszła przyszłe przyszłego "
    "przyszłej przyszłą przyszłym kolejny kolejnego kolejną kolejnym",
    "القادم القادمة المقبل المقبلة التالي التالية",
)
COMING = entries(
    "coming the_coming upcoming kommender kommende kommenden kommendes kommendem qui_vient à_venir que_viene",
    "che_viene in_arrivo najbliższy najbliższa najbliższe najbliższą najbliższego najbliższym",
)
"""Of a weekday: the first one from now on, where "next" may also mean that of next week."""
THIS = entries(
    "this the_current current dieser diese diesen dieses diesem laufenden ce cet cette ce_même en_cours este esta "
    "questo questa quest' corrente ten ta to tego tej tę tym bieżącego bieżący "
    "bieżącej هذا هذه الجاري الحالي الحالية"
)
IN_FRONT_OF_SPANS = entries(
    "in within in_the_next in_exactly innerhalb_von binnen dans d'ici en dentro_de entro tra fra za w_ciągu بعد خلال"
)
"""As in "in three weeks"."""
FROM_NOW = entries(
    "from_now from_today ab_heute ab_jetzt à_partir_d'aujourd'hui da_oggi a_partir_de_hoy od_dziś من_الآن"
)

UNITS = {
    entry: unit
    for unit, text in {
        "minute": "minute minutes min mins minuten minuto minutos minuto minuti minuta minuty minut دقيقة دقائق دقيقه",
        "hour": "hour hours h hr hrs stunde stunden std heure heures hora horas ora ore godzina godziny godzin "
        "godz ساعة ساعات",
        "day": "day days tag tage tagen tages jour jours día días giorno giorni gg "
        "dzień dni dnia يوم أيام ايام يوما "
        "يومين arbeitstag arbeitstage arbeitstagen werktag werktage werktagen working_day "
        "working_days workday workdays "
        "business_day business_days person_days person-days personentage jours_ouvrés jour_ouvré jours_ouvrables "
        "journée journées giornata giornate man_day man_days man-days pt "
        "días_laborables días_hábiles día_laborable giorni_lavorativi giorno_lavorativo dni_robocze dni_roboczych "
        "أيام_عمل ايام_عمل يوم_عمل",
        "week": "week weeks wk wks woche wochen semaine semaines sem semana semanas settimana settimane tydzień "
        "tygodnia tygodni tygodnie tygodniu أسبوع أسابيع اسبوع اسابيع أسبوعين",
        "month": "month months mth mths monat monate monaten monats mois mes meses mese mesi miesiąc miesiące "
        "miesięcy miesiąca miesiącu شهر أشهر شهور شهرين",
        "quarter": "quarter quarters quartal quartale quartals trimestre trimestres trimestri kwartał kwartału "
        "kwartale kwartały ربع",
        "half": "half-year half_year half halbjahr halbjahres semestre semestres "
        "semestri półrocze półrocza półroczu "
        "نصف",
        "year": "year years yr yrs jahr jahre jahren jahres an ans année années año "
        "años anno anni rok roku lata lat "
        "سنة سنوات عام أعوام سنين",
    }.items()
    for entry in entries(text)
}
"""Units of time."""
PAIRS = {
    entry: unit
    for unit, text in {
        "day": "يومين يومان",
        "week": "أسبوعين أسبوعان fortnight a_fortnight",
        "month": "شهرين شهران",
        "year": "سنتين سنتان عامين عامان",
        "hour": "ساعتين ساعتان",
    }.items()
    for entry in entries(text)
}
"""Two weeks in one word, as in Arabic."""

START_OF = entries(
    "early beginning_of the_beginning_of start_of the_start_of beginning start anfang beginn zu_beginn début "
    "début_de au_début_de principios_de a_principios_de comienzos_de inizio "
    "all'inizio_di inizio_di początek początku "
    "na_początku بداية أوائل اوائل مطلع"
)
MIDDLE_OF = entries(
    "mid mid- middle_of the_middle_of middle mitte mi mi- milieu mediados_de a_mediados_de metà metà_di a_metà "
    "połowa połowy w_połowie منتصف"
)
END_OF = entries(
    "end_of the_end_of end late eo ende ende_des fin fin_de à_la_fin_de la_fin_de fin_du "
    "fines_de finales_de a_finales_de "
    "a_fines_de final_de fine fine_di alla_fine_di koniec końca końcu pod_koniec na_koniec نهاية أواخر اواخر آخر"
)
WHOLE_SPANS = {
    entry: unit
    for unit, text in {
        "week": "eow",
        "month": "eom month-end monatsende",
        "quarter": "eoq quarter-end quartalsende",
        "year": "eoy year-end yearend jahresende",
        "weekend": "weekend week-end wochenende fin_de_semana fine_settimana",
    }.items()
    for entry in entries(text)
}
"""One word for the end of a span."""

ORDINALS = numbered(
    (
        "first 1st erstes erste ersten premier première 1er 1re primer primero primera "
        "primo prima pierwszy pierwsze "
        "pierwszego pierwszym الأول i",
        "second 2nd zweites zweite zweiten deuxième second seconde 2e segundo segunda secondo seconda drugi drugie "
        "drugiego drugim الثاني ii",
        "third 3rd drittes dritte dritten troisième 3e tercer tercero terzo trzeci trzeciego trzecim الثالث iii",
        "fourth 4th last viertes vierte vierten letztes quatrième 4e dernier cuarto último quarto ultimo czwarty "
        "czwartego czwartym ostatni الرابع الأخير iv",
    ),
    start=1,
)

DAYS_OF_MONTH = numbered(
    (
        "first erster ersten premier primero primo pierwszy pierwszego الأول",
        *("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"),
        *("thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"),
        *("twenty-first", "twenty-second", "twenty-third", "twenty-fourth", "twenty-fifth", "twenty-sixth"),
        *("twenty-seventh", "twenty-eighth", "twenty-ninth", "thirtieth", "thirty-first"),
    ),
    start=1,
)
"""Days of a month in words; in most languages only the first is said so."""

WEEK_FROM = entries("week a_week_on a_week_from week_on week_from")
AFTER_NEXT = entries("after_next übernächster übernächste übernächsten")
"""Beside a weekday: a week later than the coming one, and the second after the coming one."""

SEASON_ENDS = {
    entry: (month, day)
    for (month, day), text in {
        (5, 31): "spring frühjahr frühling printemps primavera wiosna wiosną wiosny wiosnę الربيع ربيع",
        (8, 31): "summer sommer été estate verano lato latem lata الصيف صيف",
        (11, 30): "autumn fall herbst automne otoño autunno jesień jesienią jesieni الخريف خريف",
        (2, 28): "winter hiver invierno inverno zima zimą zimy zimę الشتاء شتاء",
    }.items()
    for entry in entries(text)
}
"""The last day of a season; winter ends in the year after."""

FEASTS = {
    entry: (month, day)
    for (month, day), text in {
        (12, 24): "christmas_eve heiligabend heiliger_abend réveillon nochebuena vigilia_di_natale wigilia wigilii",
        (12, 25): "christmas xmas christmas_day weihnachten weihnacht noël navidad natale boże_narodzenie "
        "bożego_narodzenia عيد_الميلاد الميلاد",
        (
            12,
            31,
        ): "new_year's_eve new_years_eve silvester sylvester saint-sylvestre "
        "nochevieja capodanno_vigilia sylwester "
        "san_silvestro ليلة_رأس_السنة",
        (
            1,
            1,
        ): "new_year's_day new_year new_years neujahr nouvel_an jour_de_l'an año_nuevo capodanno nowy_rok رأس_السنة",
    }.items()
    for entry in entries(text)
}
EASTER = entries("easter easter_sunday ostern ostersonntag pâques pascua pasqua wielkanoc wielkanocy الفصح عيد_الفصح")

AND = entries("and und et y e i oraz und_auch sowie ainsi_que as_well_as plus و")
"""What joins the last of several: names among them."""
OR = entries("or oder ou o lub albo أو")

AT = entries(
    "at um à a a_las a_la alle all' ore o o_godzinie o_godz godz godz. godzina g at_about gegen الساعة في_الساعة ab"
)
"""What stands before a time of day."""
NOON = entries(
    "noon midday mittag mittags 12_uhr_mittags midi mediodía al_mediodía "
    "mezzogiorno a_mezzogiorno południe "
    "w_południe الظهر ظهرا الظهيرة"
)
MIDNIGHT = entries("midnight mitternacht minuit medianoche mezzanotte północ o_północy منتصف_الليل")
MORNING = entries(
    "am a.m. a.m in_the_morning morning vormittags morgens früh du_matin matin "
    "de_la_mañana di_mattina del_mattino "
    "rano صباحا ص"
)
AFTERNOON = entries(
    "pm p.m. p.m in_the_afternoon afternoon in_the_evening evening tonight nachmittags abends "
    "de_l'après-midi après-midi du_soir soir de_la_tarde tarde "
    "de_la_noche del_pomeriggio pomeriggio "
    "di_sera po_południu wieczorem مساء م عصرا بعد_الظهر"
)
HOURS = entries("h hrs hours uhr heures heure horas hora ore o'clock oclock godz godzina std")
"""What stands behind the hour."""
TO = entries("to until till bis à a hasta alle fino_alle do الى حتى")
"""What stands between the two ends of a time."""
UNTIL = entries(
    "until till through up_to bis jusqu'à jusqu'au jusqu'en jusqu'aux jusqu'a hasta hasta_el fino fino_a fino_al "
    "fino_alla aż_do حتى"
)
"""What tells that something lasts up to a day; some of `TO` say that, too, but also much else."""
TO_DAY = entries("au al")
"""What else stands between two days."""
FROM = entries("from between von zwischen de entre da dalle tra od między من بين")

HALF_PAST = entries("half_past half wpół_do")
QUARTER_PAST = entries("quarter_past a_quarter_past viertel_nach")
QUARTER_TO = entries("quarter_to a_quarter_to viertel_vor")
HALF_TO = entries("halb")
"""German (and Polish "wpół do") count half an hour before the hour that they name."""

ZONES = {
    entry: hours
    for hours, text in {
        0.0: "utc gmt z wet",
        1.0: "cet mez bst west mewz hec",
        2.0: "cest mesz eet oez",
        3.0: "eest oesz msk trt",
        -5.0: "est",
        -4.0: "edt",
    }.items()
    for entry in entries(text)
}
"""Names of time zones → hours ahead of UTC."""
STANDARD_ZONES = entries("cet mez wet gmt eet oez est")
"""Which people also say while the clocks are forward."""
