"""The quality checks of a goal, as promises to the people who write goals."""

import json
import re
import time
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.findings import Severity
from flows.goal_checks import GoalChecks, check_goal
from flows.goals.advice import WORDS

CHECKS = ("specific", "measurable", "time_bound", "action_verb", "simple_language")
TODAY = date(2026, 11, 22)
GOALS = [json.loads(line) for line in (Path(__file__).parent / "goals.jsonl").read_text("utf-8").splitlines()]


def answers(checks: GoalChecks) -> dict[str, bool]:
    return {name: getattr(checks, name) for name in CHECKS}


def messages(text: str, today: date | None = None) -> set[str]:
    return {finding.message for finding in check_goal(text, today=today).findings}


@cache
def read(goal: str) -> GoalChecks:
    """What was found in a goal; it is asked for once with each check."""
    return check_goal(goal, today=TODAY)


@pytest.mark.parametrize("held_out", [False, True], ids=["developed-on", "held-out"])
@pytest.mark.parametrize("name", CHECKS)
def test_the_checks_agree_with_a_careful_reader(name: str, held_out: bool) -> None:
    goals = [goal for goal in GOALS if goal.get("held_out", False) is held_out]
    agreed = [getattr(read(goal["goal"]), name) == goal[name] for goal in goals]
    assert sum(agreed) / len(agreed) >= 0.95


def test_the_labelled_goals_cover_six_languages_and_keep_some_unseen() -> None:
    languages = Counter(goal["lang"] for goal in GOALS)
    assert languages["en"] >= 150
    assert min(languages[code] for code in ("de", "fr", "es", "it", "pl")) >= 18
    assert sum(goal.get("held_out", False) for goal in GOALS) >= 80


@pytest.mark.parametrize(
    "goal",
    [
        "Launch a job board for the 84 member companies by 30 June 2027",
        "Bis 30. Juni 2027 eine Jobbörse für die 84 Mitgliedsunternehmen starten",
        "Lancer une bourse d'emploi pour les 84 entreprises membres d'ici le 30 juin 2027",
        "Lanzar una bolsa de empleo para las 84 empresas asociadas antes del 30 de junio de 2027",
        "Lanciare una bacheca di lavoro per le 84 aziende associate entro il 30 giugno 2027",
        "Uruchomić portal pracy dla 84 firm członkowskich do 30 czerwca 2027",
    ],
)
def test_a_good_goal_passes_every_check_in_each_language(goal: str) -> None:
    checks = check_goal(goal, today=TODAY)
    assert all(answers(checks).values())
    assert checks.findings == ()


@pytest.mark.parametrize(
    "goal", ["Become better", "Improve our visibility", "Be more innovative", "Strengthen our network"]
)
def test_a_direction_alone_is_not_specific(goal: str) -> None:
    assert not check_goal(goal).specific


def test_a_number_does_not_make_a_vague_goal_specific() -> None:
    checks = check_goal("Increase our visibility by 20 % by 2027")
    assert (checks.specific, checks.measurable, checks.time_bound) == (False, True, True)
    assert "goal.vague-with-number" in {finding.message for finding in checks.findings}


@pytest.mark.parametrize(
    "name",
    [
        "Industry 4.0",
        "Horizon 2020",
        "Agenda 2030",
        "COVID-19",
        "web 2.0",
        "B2B",
        "5G",
        "Pillar 2",
        "Interreg 5A",
        "Article 14",
    ],
)
def test_a_number_in_a_name_is_no_measure(name: str) -> None:
    assert not check_goal(f"Support our members in {name}").measurable


@pytest.mark.parametrize("deadline", ["in 6 months", "by 31 March 2027", "within two years", "by the end of Q2 2027"])
def test_a_number_in_the_deadline_is_no_measure(deadline: str) -> None:
    checks = check_goal(f"Improve cooperation between members {deadline}")
    assert checks.time_bound
    assert not checks.measurable


@pytest.mark.parametrize(
    "measure",
    [
        "Double the number of members",
        "Visit at least half of our members",
        "Raise the number of members from 40 to 60",
        "Cut printing costs by a third",
        "Raise EUR 50,000 from sponsors",
        "Publish the export guide",
        "Obtain the Gold Label",
        "Sign the contract with two partners",
    ],
)
def test_a_quantity_or_a_thing_that_is_done_or_not_is_a_measure(measure: str) -> None:
    assert check_goal(measure).measurable


@pytest.mark.parametrize(
    "goal",
    [
        "The association will have 90 members by May 2027",
        "Der Verband hat Ende 2027 mindestens 60 Aussteller",
        "Le réseau aura 40 adhérents en mai 2027",
        "En mayo de 2027 la red tendrá 45 socios",
        "A maggio 2027 la rete avrà 45 soci",
        "W maju 2027 sieć będzie miała 45 członków",
    ],
)
def test_a_number_that_one_will_have_needs_no_other_verb(goal: str) -> None:
    assert check_goal(goal, today=TODAY).action_verb


@pytest.mark.parametrize(
    "launch",
    [
        "Launch a job board by March 2027",
        "Einführung einer Beitragsordnung für Kleinbetriebe bis Mai 2027",
        "Créer un club RH pour les dirigeants d'ici mai 2027",
        "Abrir un canal de YouTube para los socios antes de mayo de 2027",
        "Creare una newsletter per i buyer esteri entro marzo 2027",
        "Wydać poradnik o opakowaniach do maja 2027",
    ],
)
def test_whether_one_nameable_thing_is_there_can_be_checked(launch: str) -> None:
    assert check_goal(launch).measurable


@pytest.mark.parametrize(
    "criterion",
    [
        "The statutes are adopted by the general assembly",
        "Hire a treasurer",
        "Die Satzung wird von der Versammlung beschlossen",
        "Embaucher une comptable",
        "El convenio será firmado con la universidad",
        "Assumere una contabile",
        "Zatrudnić księgową",
        "Launch a job board for our 84 members",
        "Hold a breakfast for founders every month until December 2027",
    ],
)
def test_what_anybody_can_tick_off_is_a_measure(criterion: str) -> None:
    assert check_goal(criterion).measurable


def test_several_things_without_a_number_are_asked_for_their_number() -> None:
    assert "goal.how-many" in messages("Organise workshops for hotels")


def test_the_number_of_those_addressed_is_no_measure() -> None:
    assert "goal.number-is-context" in messages("Support our 84 members")


@pytest.mark.parametrize(
    "deadline",
    [
        "by 31 March 2027",
        "by the end of Q2",
        "until summer 2027",
        "within 12 months",
        "in 2027",
        "before the general assembly in June",
        "by year end",
        "next spring",
        "in the next two years",
        "by 30.06.2027",
        "2027-06-30",
        "by the next coaching session",
        "every month until December 2027",
    ],
)
def test_a_date_or_a_span_of_time_is_a_deadline(deadline: str) -> None:
    assert check_goal(f"Visit ten dairies {deadline}").time_bound


@pytest.mark.parametrize(
    ("time_words", "message"),
    [
        ("every month", "goal.repetition-without-end"),
        ("regularly", "goal.repetition-without-end"),
        ("each quarter", "goal.repetition-without-end"),
        ("soon", "goal.deadline-vague"),
        ("as soon as possible", "goal.deadline-vague"),
        ("in the long run", "goal.deadline-vague"),
        ("since 2019", "goal.start-without-end"),
        ("for the Agenda 2030", "goal.year-is-a-name"),
        ("after the 2023 survey", "goal.year-is-a-name"),
        ("", "goal.no-deadline"),
    ],
)
def test_a_missing_deadline_is_told_with_its_reason(time_words: str, message: str) -> None:
    checks = check_goal(f"Visit ten dairies {time_words}")
    assert not checks.time_bound
    assert message in {finding.message for finding in checks.findings}


def test_a_passed_deadline_is_still_a_deadline_and_is_mentioned() -> None:
    goal = "Publish the export guide for dairies by 31 March 2026"
    assert "goal.deadline-passed" not in messages(goal, date(2026, 3, 31))
    checks = check_goal(goal, today=TODAY)
    assert checks.time_bound
    assert [(f.message, f.severity, f.params) for f in checks.findings] == [
        ("goal.deadline-passed", Severity.WARNING, {"date": "2026-03-31"})
    ]


def test_a_day_that_does_not_exist_is_read_without_an_error() -> None:
    assert check_goal("Publish the export guide for dairies by 31 February 2027", today=TODAY).time_bound


@pytest.mark.parametrize("verb", ["Improve", "Support", "Strengthen", "Work on", "Promote", "Foster"])
def test_a_weak_verb_alone_is_named(verb: str) -> None:
    weak = [f for f in check_goal(f"{verb} member retention").findings if f.message == "goal.weak-verb"]
    assert weak
    assert weak[0].params["verb"] == verb


@pytest.mark.parametrize(
    "goal",
    [
        "Improve retention by launching a mentoring scheme",
        "We want to recruit ten members",
        "Our goal is to open an office",
        "Launching a newsletter",
        "Launch of a newsletter",
        "The guide is published by June",
    ],
)
def test_what_will_be_done_is_found_behind_openings_and_weak_verbs(goal: str) -> None:
    assert check_goal(goal).action_verb


@pytest.mark.parametrize(
    "goal",
    [
        "We will refurnish the meeting rooms for members",
        "Ten bakeries will be coached on online shops",
        "By June we will have trained 40 welders",
        "Recruitment of ten welders",
        "Nous formerons 24 chefs d'atelier",
        "Afin de trouver des apprentis, nous irons dans 12 lycées",
        "Se repartirán 50 cheques entre las pymes del corcho",
        "Que 25 empresas firmen el pacto del agua",
        "Saranno consegnate 30 borse di studio agli apprendisti",
        "Formeremo 35 addetti delle aziende socie",
        "Przeszkolimy 45 spawaczy z firm członkowskich",
        "Zostaną przeprowadzone audyty w 20 zakładach",
        "Żeby ułatwić szukanie pracowników, uruchomimy giełdę pracy",
        "Um Azubis zu finden, drehen wir sechs Kurzfilme",
        "Bis Oktober nehmen 14 Betriebe am Lehrgang teil",
        "La junta aprueba un presupuesto con dos escenarios",
        "L'assemblea approverà la nuova quota associativa",
        "Trzydzieści firm wypełni ankietę o śladzie węglowym",
    ],
)
def test_an_unknown_verb_in_a_verbs_place_acts(goal: str) -> None:
    assert check_goal(goal).action_verb


@pytest.mark.parametrize(
    "goal",
    [
        "Dar a conocer el clúster",
        "Far conoscere la nostra rete",
        "Mieux faire connaître le pôle",
        "Für mehr Innovation sorgen",
        "Umocnić naszą pozycję na rynku",
        "Mobilise our members",
    ],
)
def test_a_direction_is_weak_in_every_language(goal: str) -> None:
    checks = check_goal(goal)
    assert not checks.action_verb
    assert not checks.specific


def test_what_one_would_like_to_be_is_not_specific() -> None:
    assert not check_goal("Be a strong voice of the industry in Brussels").specific
    assert check_goal("We want to be 150 member companies by May 2027").specific


def test_a_heap_of_abbreviations_is_not_simple() -> None:
    assert "goal.jargon" in messages("Carry out TRL checks plus DPP, ESPR and LCA screening under RIS3 for tier-2 SMEs")


def test_a_goal_without_a_verb_is_told_so() -> None:
    assert "goal.no-verb" in messages("More members")


@pytest.mark.parametrize(("words", "simple"), [(32, True), (45, False)])
def test_about_thirty_words_are_read_at_once(words: int, simple: bool) -> None:
    goal = "Open a shop for cheese in the old town and " + "sell milk and bread " * 20
    assert check_goal(" ".join(goal.split()[:words])).simple_language is simple


def test_a_chain_of_jargon_is_not_simple() -> None:
    assert "goal.jargon" in messages("Leverage synergies to holistically operationalise stakeholder ecosystems")


@pytest.mark.parametrize(
    "goal",
    [
        "Rekrytoida uusia jäseniä lääketeknologian alalta",
        "تدريب مديرين في قطاع النسيج",
        "繊維業界の管理者を四十五人研修する",
    ],
)
def test_a_language_that_cannot_be_judged_is_not_called_wrong(goal: str) -> None:
    checks = check_goal(goal)
    assert checks.specific
    assert checks.action_verb


def test_arabic_digits_are_read() -> None:
    checks = check_goal("تدريب ٤٥ مديراً بحلول ٣٠ يونيو ٢٠٢٧")
    assert checks.measurable
    assert checks.time_bound


@pytest.mark.parametrize("goal", ["", "   ", "\n\t", "🎯🎯", "...", "<b></b>", "2027"])
def test_an_empty_goal_passes_no_check_and_gets_one_finding(goal: str) -> None:
    checks = check_goal(goal)
    assert not any(answers(checks).values())
    assert [finding.message for finding in checks.findings] == ["goal.empty"]


@pytest.mark.parametrize(
    "piece", ["a", "a ", "by the ", "1.", "<", "of the end ", "every ", "🎯", "'", "le 1er ", "every a is "]
)
def test_ten_thousand_characters_are_read_quickly(piece: str) -> None:
    started = time.perf_counter()
    check_goal((piece * 10_000)[:10_000], today=TODAY)
    assert time.perf_counter() - started < 1


def test_every_finding_has_words_and_its_parameters() -> None:
    used: set[str] = set()
    for goal in [*GOALS, {"goal": ""}, {"goal": "Cut it. Do it. See it. Win it."}]:
        for finding in read(goal["goal"]).findings:
            used.add(finding.message)
            assert "{" not in WORDS[finding.message].format(**finding.params)
    for message in set(WORDS) - used:
        assert re.search(r"\?|\.$", WORDS[message])
    assert not any("!" in words for words in WORDS.values())


def test_each_failed_check_has_one_finding() -> None:
    for goal in GOALS:
        checks = check_goal(goal["goal"])
        failed = sum(not passed for passed in answers(checks).values())
        assert len(checks.findings) == failed, goal["goal"]


@given(st.text(max_size=300))
@settings(deadline=None)
def test_any_text_is_read_without_an_error(text: str) -> None:
    check_goal(text, today=TODAY)


WORD_LIKE = st.sampled_from(
    [
        "launch",
        "improve",
        "by",
        "the end of",
        "2027",
        "20 %",
        "members",
        "every month",
        "2",
        ".",
        ",",
        "bis zum",
        "d'",
        "l'été",
    ]
)


@given(st.lists(WORD_LIKE, max_size=40).map(" ".join))
@settings(deadline=None)
def test_any_mixture_of_goal_words_is_read_without_an_error(text: str) -> None:
    checks = check_goal(text, today=TODAY)
    assert bool(checks.findings) or all(answers(checks).values())


@given(st.sampled_from(GOALS), st.sampled_from([str.upper, str.lower, str.title]))
@settings(deadline=None, max_examples=50)
def test_capital_letters_change_nothing(goal: dict[str, str], change: object) -> None:
    assert callable(change)
    assert answers(check_goal(change(goal["goal"]))) == answers(check_goal(goal["goal"]))


@given(
    st.sampled_from(GOALS),
    st.sampled_from([" ", "  ", "\n", "\t", "\u00a0"]),
    st.sampled_from(["", ".", "!", " …", "\n"]),
)
@settings(deadline=None, max_examples=50)
def test_spaces_and_closing_marks_change_nothing(goal: dict[str, str], space: str, closing: str) -> None:
    spaced = space + goal["goal"].rstrip(".!").replace(" ", space) + closing
    assert answers(check_goal(spaced)) == answers(check_goal(goal["goal"]))


ENGLISH = [goal for goal in GOALS if goal["lang"] == "en"]


@given(st.sampled_from(ENGLISH))
@settings(deadline=None)
def test_adding_a_deadline_makes_a_goal_time_bound(goal: dict[str, str]) -> None:
    assert check_goal(goal["goal"].rstrip(".") + " by 30 June 2028").time_bound


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("Recruit sixteen new members by 30 June 2027", "16 neue Mitglieder bis 30. Juni 2027 gewinnen"),
        ("Sixteen new members by June 2027", "16 neue Mitglieder bis Juni 2027"),
        ("Recruit 16 new members", "16 neue Mitglieder gewinnen"),
        ("Win five new sponsors by June 2027", "Bis Juni 2027 fünf neue Sponsoren gewinnen"),
    ],
)
def test_a_goal_is_as_specific_in_german_as_in_english(english: str, german: str) -> None:
    assert answers(check_goal(german, today=TODAY)) == answers(check_goal(english, today=TODAY))
    assert check_goal(german, today=TODAY).specific
