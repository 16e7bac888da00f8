"""What the columns of action plans are called that people made elsewhere, and what they write in them.

English, German, French, Spanish, Italian, Polish and Arabic; without accents and case, as `fold` leaves them.
"""

from collections.abc import Mapping


def _words(*lists: str) -> tuple[str, ...]:
    return tuple(word.strip() for each in lists for word in each.split(","))


HEADS: Mapping[str, tuple[str, ...]] = {
    "action": _words(
        "action, actions, action item, activity, activities, task, tasks, what, what will be done, measure, step, "
        "action steps, to do, todo, work package, description of the action, title, name, subject",
        "maßnahme, maßnahmen, aktion, aktivität, aktivitäten, aufgabe, aufgaben, was, was ist zu tun, tätigkeit, "
        "arbeitsschritt, schritt, vorhaben, handlung, arbeitspaket, was wird getan, was wird gemacht",
        "action, actions, activité, activités, tâche, tâches, quoi, mesure, étape, que faire, actions à mener, "
        "qu'est-ce qui sera fait, que faut-il faire",
        "acción, acciones, actividad, actividades, tarea, tareas, qué, medida, paso, qué se hará, "
        "qué se va a hacer, qué hacer",
        "azione, azioni, attività, compito, compiti, cosa, che cosa, misura, passo, che cosa si farà, "
        "cosa sarà fatto, cosa fare",
        "działanie, działania, zadanie, zadania, czynność, czynności, co, krok, etap, co zostanie zrobione, "
        "co trzeba zrobić",
        "الإجراء, الإجراءات, إجراء, النشاط, نشاط, الأنشطة, المهمة, مهمة, المهام, ماذا, العمل",
    ),
    "responsible": _words(
        "responsible, responsible person, person responsible, responsibility, who, by whom, owner, lead, assigned to, "
        "assignee, in charge, person in charge, led by, done by, r",
        "verantwortlich, verantwortliche, verantwortlicher, verantwortung, verantwortlichkeit, zuständig, zuständige, "
        "zuständigkeit, wer, durch wen, federführung, bearbeiter, umsetzung durch",
        "responsable, responsables, qui, par qui, pilote, porteur, en charge, chargé de, responsabilité",
        "responsable, responsables, quién, a cargo de, encargado, encargada, por quién, persona responsable",
        "responsabile, responsabili, chi, da chi, incaricato, a cura di, referente, persona responsabile",
        "odpowiedzialny, odpowiedzialna, odpowiedzialni, odpowiedzialność, kto, osoba odpowiedzialna, wykonawca, "
        "realizator, właściciel",
        "المسؤول, المسؤولون, مسؤول, المسؤولية, من, الشخص المسؤول, المكلف, الجهة المسؤولة",
    ),
    "stakeholders": _words(
        "stakeholder, stakeholders, stakeholders involved, involved, partners, participants, target group, with whom, "
        "who else is involved, parties involved, cooperation",
        "beteiligte, stakeholder, interessengruppen, einzubeziehende, anspruchsgruppen, partner, mit wem, mitwirkende, "
        "zu beteiligen, einzubindende stakeholder, akteure, zielgruppe",
        "parties prenantes, partenaires, acteurs, acteurs impliqués, avec qui, personnes impliquées, public cible",
        "partes interesadas, grupos de interés, socios, implicados, actores, con quién, participantes",
        "stakeholder, parti interessate, portatori di interesse, partner, soggetti coinvolti, attori, con chi, "
        "partecipanti",
        "interesariusze, interesariusz, partnerzy, zaangażowani, uczestnicy, z kim, strony zainteresowane",
        "أصحاب المصلحة, الأطراف المعنية, الجهات المعنية, الشركاء, المشاركون, مع من",
    ),
    "requirements": _words(
        "requirements, requirement, what is required, required, resources, resources required, resources needed, "
        "budget, costs, cost, means, needs, what is needed, with what, prerequisites, money",
        "anforderungen, voraussetzungen, ressourcen, benötigte ressourcen, mittel, budget, kosten, was wird benötigt, "
        "benötigt, bedarf, womit, aufwendungen, was wird gebraucht",
        "besoins, ressources, ressources nécessaires, moyens, moyens nécessaires, budget, coûts, coût, exigences, "
        "conditions, avec quoi, de quoi a-t-on besoin, que faut-il",
        "requisitos, recursos, recursos necesarios, medios, presupuesto, costes, costos, necesidades, "
        "con qué, qué se necesita",
        "requisiti, risorse, risorse necessarie, mezzi, budget, costi, fabbisogno, con cosa, necessità, "
        "che cosa serve, cosa serve",
        "wymagania, zasoby, potrzebne zasoby, środki, budżet, koszty, koszt, potrzeby, "
        "czego potrzeba, co jest potrzebne",
        "المتطلبات, الموارد, الموارد المطلوبة, الميزانية, التكلفة, التكاليف, الوسائل, الاحتياجات",
    ),
    "outcome": _words(
        "outcome, outcomes, expected outcome, expected outcomes, result, results, expected result, expected results, "
        "output, outputs, deliverable, deliverables, impact expected, success criteria, indicator, kpi, what for",
        "ergebnis, ergebnisse, erwartetes ergebnis, erwartete ergebnisse, resultat, wirkung, erfolgskriterium, "
        "erwarteter nutzen, liefergegenstand, indikator, wozu, welches ergebnis wird erwartet",
        "résultat, résultats, résultat attendu, résultats attendus, livrable, livrables, effet attendu, indicateur, "
        "quel résultat attendez-vous",
        "resultado, resultados, resultado esperado, resultados esperados, entregable, entregables, indicador, "
        "qué resultado espera",
        "risultato, risultati, risultato atteso, risultati attesi, esito, prodotto, indicatore, "
        "quale risultato ci si aspetta",
        "rezultat, rezultaty, oczekiwany rezultat, oczekiwane rezultaty, wynik, wyniki, efekt, efekty, wskaźnik, "
        "jakiego rezultatu oczekujecie",
        "النتيجة, النتائج, النتيجة المتوقعة, النتائج المتوقعة, المخرجات, المؤشر",
    ),
    "deadline": _words(
        "deadline, by when, when, due, due date, date, target date, finish, finish date, end, end date, until, "
        "completion date, timing, timeline, time frame, eta, by",
        "frist, termin, bis wann, bis, wann, fällig, fällig am, fälligkeit, datum, ende, enddatum, zieltermin, "
        "fertig bis, zeitpunkt, zeitrahmen, zu erledigen bis",
        "échéance, échéances, date limite, pour quand, quand, délai, date, date de fin, fin, d'ici, date butoir, "
        "calendrier",
        "plazo, fecha límite, fecha, cuándo, para cuándo, vencimiento, fecha de fin, fecha final, hasta, término",
        "scadenza, entro quando, entro, quando, data, data di fine, data limite, fine, termine, tempistica",
        "termin, termin realizacji, do kiedy, kiedy, data, data zakończenia, koniec, termin wykonania",
        "الموعد النهائي, الموعد, متى, التاريخ, تاريخ الانتهاء, تاريخ الاستحقاق, الأجل, المهلة, حتى متى",
    ),
    "duration": _words(
        "duration, working days, days, how long, length, time needed, effort in days, person days",
        "dauer, arbeitstage, tage, wie lange, zeitbedarf, personentage, aufwand in tagen",
        "durée, jours, jours ouvrés, jours ouvrables, combien de temps, temps nécessaire",
        "duración, días, días hábiles, días laborables, cuánto tiempo",
        "durata, giorni, giorni lavorativi, quanto tempo",
        "czas trwania, dni, dni robocze, jak długo, czas",
        "المدة, الأيام, أيام العمل, كم من الوقت",
    ),
    "depends_on": _words(
        "depends on, dependencies, dependency, predecessor, predecessors, after, requires action, preceding, "
        "blocked by",
        "abhängig von, abhängigkeit, abhängigkeiten, vorgänger, nach, setzt voraus, voraussetzung aus maßnahme",
        "dépend de, dépendance, dépendances, prédécesseur, prédécesseurs, après",
        "depende de, dependencia, dependencias, predecesor, predecesores, predecesora, después de",
        "dipende da, dipendenza, dipendenze, predecessore, predecessori, dopo",
        "zależy od, zależność, zależności, poprzednik, poprzednicy, po",
        "يعتمد على, الاعتمادات, التبعية, السابق, بعد",
    ),
    "impact": _words(
        "impact, importance, benefit, value",
        "wirkungsgrad, nutzen, bedeutung, wichtigkeit, auswirkung",
        "impact, importance, bénéfice, utilité",
        "impacto, importancia, beneficio",
        "impatto, importanza, beneficio",
        "wpływ, znaczenie, ważność, korzyść",
        "الأثر, التأثير, الأهمية",
    ),
    "effort": _words(
        "effort, work, workload, difficulty",
        "aufwand, arbeitsaufwand, schwierigkeit",
        "effort, charge, charge de travail, difficulté",
        "esfuerzo, carga de trabajo, dificultad",
        "sforzo, impegno, carico di lavoro, difficoltà",
        "wysiłek, nakład, nakład pracy, trudność",
        "الجهد, العبء, الصعوبة",
    ),
    "status": _words(
        "status, state, progress, done, stage, completed",
        "status, stand, fortschritt, erledigt, umsetzungsstand, bearbeitungsstand",
        "statut, état, avancement, état d'avancement, fait",
        "estado, situación, avance, hecho",
        "stato, avanzamento, stato di avanzamento, fatto",
        "status, stan, postęp, stan realizacji, zrobione",
        "الحالة, الوضع, التقدم",
    ),
    "accountable": _words(
        "accountable, accountable person, accountability, decision maker, decides, approver, sponsor, a",
        "rechenschaftspflichtig, entscheider, entscheidung, gesamtverantwortlich, gesamtverantwortung, auftraggeber",
        "redevable, décideur, décide, validation, commanditaire, garant",
        "quien rinde cuentas, decide, decisor, aprobador, rinde cuentas",
        "decisore, decide, approvatore, committente, chi risponde",
        "rozliczany, decydent, decyduje, zatwierdza, sponsor",
        "المساءل, صاحب القرار, يقرر, المحاسب",
    ),
    "consulted": _words(
        "consulted, to consult, consult, advisers, advice, c",
        "konsultiert, zu konsultieren, zu befragen, beratend, anzuhören",
        "consulté, consultés, à consulter, consultation",
        "consultado, consultados, a consultar, consulta",
        "consultato, consultati, da consultare",
        "konsultowany, konsultowani, do konsultacji, doradza",
        "يستشار, المستشارون, الاستشارة",
    ),
    "informed": _words(
        "informed, to inform, inform, keep informed, i",
        "informiert, zu informieren, zu unterrichten, in kenntnis",
        "informé, informés, à informer",
        "informado, informados, a informar",
        "informato, informati, da informare",
        "informowany, informowani, do informacji, poinformowany",
        "يبلغ, المبلغون, للإعلام",
    ),
    "": _words(
        "no, nr, number, #, id, _id, ref, item, row, start, start date, begin, beginning, from, priority, comment, "
        "comments, remark, remarks, note, notes, goal, goals, objective, category, phase, week, link, last update",
        "nummer, lfd. nr, pos, start, beginn, anfang, startdatum, von, ab, priorität, bemerkung, bemerkungen, "
        "anmerkung, kommentar, notiz, notizen, ziel, ziele, kategorie, phase, woche, handlungsfeld",
        "n°, numéro, réf, début, date de début, priorité, remarque, remarques, commentaire, commentaires, objectif, "
        "objectifs, catégorie, axe",
        "n.º, número, inicio, fecha de inicio, prioridad, observaciones, comentario, comentarios, notas, objetivo, "
        "objetivos, categoría, eje",
        "n., numero, inizio, data di inizio, priorità, osservazioni, commento, commenti, obiettivo, obiettivi, asse",
        "lp, nr, numer, początek, data rozpoczęcia, priorytet, uwagi, komentarz, cel, cele, kategoria",
        "الرقم, م, البداية, تاريخ البدء, الأولوية, ملاحظات, تعليق, الهدف, الأهداف, الفئة",
    ),
}
"""Field → its other names; under no field those of columns that are often there and none of the fields."""

_HIGH = _words(
    "high, h, hi, very high, big, large, strong, hoch, sehr hoch, groß, stark, élevé, élevée, haut, haute, fort, "
    "forte, important, grand, alto, alta, elevado, elevada, muy alto, grande, elevato, elevata, molto alto, "
    "wysoki, wysoka, wysokie, duży, duża, duże, عال, عالي, عالية, مرتفع, مرتفعة, كبير"
)
_LOW = _words(
    "low, l, lo, very low, small, weak, little, niedrig, n, gering, klein, schwach, faible, bas, basse, petit, "
    "bajo, baja, pequeño, muy bajo, basso, bassa, piccolo, molto basso, scarso, niski, niska, niskie, mały, mała, "
    "małe, منخفض, منخفضة, قليل, صغير"
)
LABELS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "impact": {"high": _HIGH, "low": _LOW},
    "effort": {"high": _HIGH, "low": _LOW},
    "status": {
        "not-started": _words(
            "not started, open, to do, todo, new, planned, pending, not yet, 0%, not done, "
            "offen, nicht begonnen, noch nicht begonnen, geplant, neu, ausstehend, "
            "pas commencé, non commencé, à faire, ouvert, prévu, en attente, "
            "no iniciado, no iniciada, no empezado, por hacer, pendiente, abierto, planificado, "
            "non iniziato, non iniziata, da fare, aperto, in attesa, pianificato, previsto, "
            "nierozpoczęte, nierozpoczęty, do zrobienia, otwarte, planowane, zaplanowane, "
            "لم يبدأ, لم تبدأ, مخطط, مفتوح, معلق"
        ),
        "in-progress": _words(
            "in progress, ongoing, running, started, doing, wip, under way, in work, active, 50%, "
            "in arbeit, laufend, läuft, begonnen, in bearbeitung, gestartet, in umsetzung, "
            "en cours, commencé, démarré, lancé, "
            "en curso, en progreso, iniciado, iniciada, en marcha, empezado, "
            "in corso, iniziato, iniziata, avviato, avviata, "
            "w toku, w trakcie, rozpoczęte, rozpoczęty, realizowane, "
            "قيد التنفيذ, جار, جاري, بدأ, مستمر"
        ),
        "done": _words(
            "done, finished, complete, completed, closed, yes, x, ok, ✓, ✔, ☑, ✅, 100%, "
            "erledigt, fertig, abgeschlossen, beendet, umgesetzt, ja, "
            "fait, faite, terminé, terminée, achevé, clôturé, réalisé, fini, oui, "
            "hecho, hecha, terminado, terminada, completado, completada, finalizado, cerrado, realizado, sí, "
            "fatto, fatta, completato, completata, concluso, conclusa, finito, chiuso, realizzato, sì, "
            "zrobione, gotowe, zakończone, zakończony, wykonane, ukończone, zamknięte, tak, "
            "تم, منجز, مكتمل, انتهى, مغلق, نعم"
        ),
    },
}
"""Field → choice → what people write for it."""
