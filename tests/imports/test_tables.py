"""Plans that people made elsewhere: spreadsheets, Word tables, CSV and pasted text in their languages."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.blocks import TableBlock
from bot.exports.docx import docx
from bot.exports.paper import Paper
from bot.imports import read_file, read_text
from flows.importing.columns import choices_of, layout, with_keys
from flows.importing.table import Source, Table, is_empty, text_of
from flows.people import bound, shown
from flows.reading.names import Known
from tests.flows.answers import action, plan
from tests.imports.made import HEADS, MADE, PLAN, actions, column, document, keys, lines, proposed, workbook

ROW = ("Call ten companies", "Ana Sample; Boris", "Chamber", "2,000 euro", "Three apply", "30.06.2027")
CALL = {
    "action": "Call ten companies",
    "responsible": "Ana Sample; Boris",
    "stakeholders": "Chamber",
    "requirements": "2,000 euro",
    "outcome": "Three apply",
    "deadline": "2027-06-30",
}
LANGUAGES = {
    "German": ("Maßnahme", "Verantwortlich", "Beteiligte", "Ressourcen", "Erwartetes Ergebnis", "Bis wann?"),
    "French": ("Action", "Qui ?", "Parties prenantes", "Moyens nécessaires", "Résultat attendu", "Échéance"),
    "Spanish": ("Acción", "Responsable", "Grupos de interés", "Recursos", "Resultado esperado", "Fecha límite"),
    "Italian": ("Azione", "Responsabile", "Parti interessate", "Risorse", "Risultato atteso", "Entro quando"),
    "Polish": ("Działanie", "Osoba odpowiedzialna", "Interesariusze", "Zasoby", "Oczekiwany rezultat", "Termin"),
    "Arabic": ("الإجراء", "المسؤول", "أصحاب المصلحة", "الموارد", "النتيجة المتوقعة", "الموعد النهائي"),
    "other English": ("Task", "Owner", "Partners", "Budget", "Deliverable", "Due date"),
    "the template": HEADS,
}


@pytest.mark.parametrize("heads", LANGUAGES.values(), ids=LANGUAGES)
def test_columns_are_found_by_their_heads_in_every_language(heads: tuple[str, ...]) -> None:
    proposal = proposed(workbook(heads, ROW))
    assert actions(proposal.answers) == [CALL]
    assert not proposal.problems


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("utf-8", ","), ("utf-8-sig", ";"), ("cp1252", ";"), ("utf-16", "\t"), ("utf-16-le", ","), ("mac_roman", ";")],
)
def test_csv_is_read_in_every_encoding_and_with_every_separator(encoding: str, separator: str) -> None:
    heads = ("Maßnahme", "Zuständig", "Fällig am")
    rows = [heads, ("Ausschuss gründen", "Jürgen Groß", "1. März 2027"), ("Büro prüfen", "Zoé", "15.04.2027")]
    proposal = proposed(lines(rows, separator).encode(encoding))
    assert column(proposal.answers, "action") == ["Ausschuss gründen", "Büro prüfen"]
    assert column(proposal.answers, "responsible") == ["Jürgen Groß", "Zoé"]
    assert column(proposal.answers, "deadline") == ["2027-03-01", "2027-04-15"]


@pytest.mark.parametrize(
    ("encoding", "heads", "name"),
    [
        ("cp1250", ("Działanie", "Kto odpowiada", "Termin"), "Założyć grupę roboczą"),
        ("cp1256", ("الإجراء", "المسؤول", "الموعد"), "تدريب الموظفين الجدد"),
        ("cp1252", ("Action", "Responsable", "Échéance"), "Créer un comité à l’échelle régionale"),
        ("cp1252", ("Action", "Who", "When"), "Raise 500 €"),
        ("cp1253", ("Δράση", "Who", "When"), "Έρευνα αγοράς"),
    ],
)
def test_csv_of_other_countries_is_read_with_its_own_letters(encoding: str, heads: tuple[str, ...], name: str) -> None:
    proposal = proposed(lines([heads, (name, "Ana", "2027-03-01")], ";").encode(encoding))
    assert column(proposal.answers, "action") == [name]
    assert column(proposal.answers, "deadline") == ["2027-03-01"]


PASTED = {
    "from a spreadsheet": "Aufgabe\tWer\tBis wann\nFirmen anrufen\tAna\t30.6.2027\nBrief schreiben\tBen\t1.7.2027",
    "with bars": "| Action | Qui | Échéance |\n|---|:---:|---|\n| Firmen anrufen | Ana | 30/06/2027 |\n"
    "| Brief schreiben | Ben | 1er juillet 2027 |",
    "with semicolons": "Was;Wer;Termin\nFirmen anrufen;Ana;30.06.2027\nBrief schreiben;Ben;1. Juli 2027",
    "without heads": "Firmen anrufen\tAna\t30.06.2027\nBrief schreiben\tBen\t01.07.2027",
    "as records": "*Action:* Firmen anrufen\nBy: 30 June 2027\nWho: Ana\n\nAction: Brief schreiben\nWho: Ben\n"
    "By: 1 July 2027",
    "as records in lines": "Action: Firmen anrufen / Qui : Ana / Échéance : 30 juin 2027\n"
    "Action: Brief schreiben / Qui : Ben / Échéance : 1er juillet 2027",
    "as a list": "1. Firmen anrufen – Ana – 30 June 2027\n2. Brief schreiben – Ben – 1 July 2027",
}


@pytest.mark.parametrize("text", PASTED.values(), ids=PASTED)
def test_a_pasted_table_becomes_actions(text: str) -> None:
    proposal = proposed(text)
    assert actions(proposal.answers) == [
        {"action": "Firmen anrufen", "responsible": "Ana", "deadline": "2027-06-30"},
        {"action": "Brief schreiben", "responsible": "Ben", "deadline": "2027-07-01"},
    ]
    assert not proposal.problems


def test_the_table_of_our_own_word_file_comes_back_in_its_six_columns() -> None:
    block = TableBlock("Actions", HEADS, ((*ROW[:5], "30 June 2027"), ("Write", "Zoé", "", "", "", "1 July 2027")))
    other = TableBlock("Roles (RACI)", ("Action", "Ana"), (("Call ten companies", "R"), ("Write", "I")))
    made = docx(Paper("Our plan", "Action plan", "en", (block, other), MADE))
    answers = proposed(made).answers
    assert actions(answers) == [CALL, {"action": "Write", "responsible": "Zoé", "deadline": "2027-07-01"}]


def test_titles_empty_rows_sums_headings_and_repeated_heads_are_no_actions() -> None:
    data = workbook(
        ["Action plan 2027"],
        [],
        ["No.", "Action", "Who", "By when", "Comments"],
        ["Recruiting", "", "", "", ""],
        [1, "Call ten companies", "Ana", datetime(2027, 6, 30, 12, tzinfo=UTC).replace(tzinfo=None), "Ask Boris"],
        [],
        ["No.", "Action", "Who", "By when", "Comments"],
        [2, "Write", "Zoé", date(2027, 7, 1), ""],
        ["", "Total", 2, "", ""],
        change=lambda page: page.merge_cells("A4:E4"),
    )
    proposal = proposed(data)
    assert actions(proposal.answers) == [
        {"action": "Call ten companies", "responsible": "Ana", "deadline": "2027-06-30"},
        {"action": "Write", "responsible": "Zoé", "deadline": "2027-07-01"},
    ]
    assert (proposal.taken, proposal.skipped, proposal.left_out) == (2, 3, ("Comments",))


def test_merged_cells_and_two_rows_of_heads_are_read() -> None:
    def merge(page: Any) -> None:
        for cells in ("A1:A2", "B1:C1", "D1:D2", "B3:B4", "D3:D4"):
            page.merge_cells(cells)

    data = workbook(
        ["Action", "Who", "", "Deadline"],
        ["", "Name", "Firm", ""],
        ["Call", "Ana", "Sample Ltd", "30.06.2027"],
        ["Write", "", "Chamber", ""],
        change=merge,
    )
    answers = proposed(data).answers
    assert column(answers, "action") == ["Call", "Write"]
    assert column(answers, "responsible") == ["Ana", "Ana"]
    assert column(answers, "deadline") == ["2027-06-30", "2027-06-30"]


def test_a_list_of_lines_is_a_list_of_actions_whatever_they_are_called() -> None:
    assert column(proposed("- Budget\n- Call ten companies").answers, "action") == ["Budget", "Call ten companies"]


def test_months_and_weeks_may_stand_among_the_heads() -> None:
    data = workbook(("Action", "Who", date(2027, 1, 1), "Q2 2027", 27), ("Call", "Ana", "x", "", ""))
    proposal = proposed(data)
    assert actions(proposal.answers) == [{"action": "Call", "responsible": "Ana"}]
    assert proposal.left_out == ("2027-01-01",)


def test_choices_durations_and_dependencies_are_read_in_the_words_of_their_language() -> None:
    heads = ("Nr.", "Aufgabe", "Dauer", "Nutzen", "Aufwand", "Stand", "Vorgänger", "Frist")
    data = workbook(
        heads,
        (10, "Anrufen", "2 Wochen", "hoch", "gering", "erledigt", "", "30.06.2027"),
        (20, "Schreiben", 3, "Niedrig", "H", "in Arbeit", "10", "01.07.2027"),
        (30, "Drucken, binden", "5 Tage", "high", "low", "offen", "Anrufen, Schreiben", "02.07.2027"),
        (40, "Senden", "", "", "", "", "10 und 20; Drucken, binden", "03.07.2027"),
    )
    proposal = proposed(data)
    answers = proposal.answers
    assert column(answers, "duration") == ["10", "3", "5", None]
    assert column(answers, "impact") == ["high", "low", "high", None]
    assert column(answers, "effort") == ["low", "high", "low", None]
    assert column(answers, "status") == ["done", "in-progress", "not-started", None]
    assert column(answers, "depends_on") == [None, ["n1"], ["n1", "n2"], ["n1", "n2", "n3"]]
    assert not proposal.problems


def test_what_is_not_understood_is_kept_as_it_was_typed_and_told() -> None:
    data = workbook(
        ("Action", "Deadline", "Impact", "After"),
        ("Call", "Q2 2027", "mittel", ""),
        ("Write", "30.06.2027", "", "The other thing"),
    )
    proposal = proposed(data)
    assert column(proposal.answers, "deadline") == ["Q2 2027", "2027-06-30"]
    assert column(proposal.answers, "impact")[0] == "mittel"
    assert [(each.row, each.head, each.typed, each.key) for each in proposal.problems] == [
        (1, "Deadline", "Q2 2027", "deadline"),
        (1, "Impact", "mittel", "impact"),
        (2, "After", "The other thing", "depends_on"),
    ]


def test_names_are_bound_to_people_as_saving_does_it_and_unsure_ones_are_asked_about() -> None:
    text = "Action\tWho\nCall\tAna Sample; Zoé\nWrite\tSample"
    proposal = proposed(text, people=[Known("p1", "Ana Sample"), Known("p2", "Ben Sample")])
    assert column(proposal.answers, "responsible") == [[bound("Ana Sample", "p1"), "Zoé"], "Sample"]
    assert [(each.row, each.typed) for each in proposal.problems] == [(2, "Sample")]


def test_a_plan_that_is_under_way_may_hold_what_is_done() -> None:
    proposal = proposed("Action\tDeadline\tStatus\nCall\t1.6.2026\tDone\nWrite\t1.6.2026\tIn progress")
    assert [(each.row, each.key) for each in proposal.problems] == [(2, "deadline")]


def test_dates_of_a_column_with_the_month_first_are_all_read_so() -> None:
    data = b"Task,Due date\nCall,03/04/2027\nWrite,12/31/2027\n"
    assert column(proposed(data).answers, "deadline") == ["2027-03-04", "2027-12-31"]
    assert column(proposed(data.replace(b"12/31", b"31/12")).answers, "deadline") == ["2027-04-03", "2027-12-31"]


def test_a_column_is_what_somebody_says_it_is() -> None:
    source = read_text("Alpha\tBeta\nCall\tChamber\nWrite\tPress")
    found = layout(PLAN, source)
    assert found is not None
    assert [each.sure for each in found.columns] == [False, False]
    corrected = with_keys(found, ["action", "stakeholders"])
    answers = proposed(source, layout_of=corrected).answers
    assert column(answers, "stakeholders")[-2:] == ["Chamber", "Press"]
    assert [choice.label for choice in choices_of(PLAN)][:3] == ["Action", "Responsible", "Deadline"]


def test_rows_go_to_the_actions_of_the_same_name_and_leave_what_they_do_not_tell() -> None:
    base = plan(a1=action("Call ten companies", stakeholders="Chamber"), a2=action("Write"))
    proposal = proposed("Action\tDeadline\tStakeholders\ncall ten companies\t1.6.2027\t\nPrint\t2.6.2027\tPress", base)
    assert [row["action"] for row in actions(proposal.answers)] == ["call ten companies", "Print", "Write"]
    assert column(proposal.answers, "deadline") == ["2027-06-01", "2027-06-02", "2027-03-31"]
    assert column(proposal.answers, "stakeholders") == ["Chamber", "Press", None]
    assert proposal.missing == (("a2", "Write"),)


def test_more_actions_than_a_plan_takes_are_counted() -> None:
    proposal = proposed("Action\tDeadline\n" + "\n".join(f"Call {at}\t1.6.2027" for at in range(230)))
    assert (proposal.taken, proposal.beyond) == (200, 30)


def test_formulas_without_a_value_and_macros_are_told_and_never_run() -> None:
    data = workbook(("Action", "Deadline"), ("Call", "=TODAY()"), ("Write", "1.6.2027"))
    assert read_file("plan.xlsx", data).notes == ("imports.formulas",)
    assert column(proposed(data).answers, "deadline") == [None, "2027-06-01"]
    source = read_file("plan.xlsm", _with_macros(data))
    assert "imports.macros" in source.notes


def _with_macros(data: bytes) -> bytes:
    import io
    import zipfile

    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    return out.getvalue()


def test_a_plan_that_goes_on_in_another_table_is_one() -> None:
    source = read_file("plan.docx", document([HEADS, ROW], [HEADS, ("Write", "", "", "", "", "")]))
    assert source.notes == ("imports.joined",)
    assert keys(source) == ["action", "responsible", "stakeholders", "requirements", "outcome", "deadline"]
    assert column(proposed(source).answers, "action") == ["Call ten companies", "Write"]


def test_word_tables_are_read_as_they_are_seen() -> None:
    def change(made: Any) -> None:
        cell = made.tables[0].cell(1, 1)._tc
        cell.append(parse_xml(f"<w:p {nsdecls('w')}><w:ins><w:r><w:t>Zoé</w:t></w:r></w:ins></w:p>"))
        cell.append(parse_xml(f"<w:p {nsdecls('w')}><w:del><w:r><w:delText>Ben</w:delText></w:r></w:del></w:p>"))
        made.tables[0].cell(1, 2).merge(made.tables[0].cell(2, 2))

    data = document([("Action", "Who", "By when"), ("Call", "Ana", "1.6.2027"), ("Write", "Ben", "")], change=change)
    answers = proposed(data).answers
    assert column(answers, "responsible") == ["Ana\nZoé", "Ben"]
    assert column(answers, "deadline") == ["2027-06-01", "2027-06-01"]


CELLS = st.one_of(
    st.sampled_from(
        ("", "x", "Total", "Q2 2027", "hoch", "2 weeks", "1", "Call, write", "=1+1", "1.6.2027", "Ana; Ben")
    ),
    st.text("abc éλم,;-=+@\n", max_size=12),
    st.integers(0, 60_000),
    st.dates(),
    st.booleans(),
    st.integers(-99, 99).map(lambda half: half / 2),
)
NAMES = st.sampled_from(
    [name for heads in LANGUAGES.values() for name in heads] + ["After", "Dauer", "Status", "Who", ""]
)


@settings(max_examples=40, deadline=None)
@given(st.data(), st.integers(1, 6))
def test_whatever_stands_in_a_table_is_taken_or_told(data: st.DataObject, width: int) -> None:
    heads = data.draw(st.lists(NAMES, min_size=width, max_size=width))
    rows = data.draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=6))
    source = Source((Table("", (tuple(heads), *map(tuple, rows))),))
    found = layout(PLAN, source)
    if found is None:
        return
    proposal = proposed(source, layout_of=found)
    below = [row for row in source.tables[0].rows[found.first_row :] if not all(map(is_empty, row))]
    assert proposal.taken + proposal.skipped + proposal.beyond == len(below)
    assert len(actions(proposal.answers)) <= proposal.taken
    kept = "|".join(letters(shown(raw)) for row in actions(proposal.answers) for raw in row.values())
    for row in below if not proposal.skipped else ():
        for each, value in zip(found.columns, row, strict=True):
            if each.key in ("action", "stakeholders", "requirements", "outcome"):
                assert letters(text_of(value)) in kept
    told = {each.typed for each in proposal.problems}
    assert all(letters(typed) in kept for typed in told)


def letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())
