"""Modals, through signed requests against the real advisor: pages, lists, reviews, two people at once."""

from tests.slack.person import Person

NASTY = "<!channel> <b>x</b> & *bold* _it_ 😀 مرحبا"


async def _goal(person: Person) -> None:
    await person.command("/smart-goal")


async def _first_page(person: Person) -> None:
    await _goal(person)
    while "Step 1 of 6" not in person.reads():
        await person.press_in_modal("Back")


async def test_the_first_page_stands_there_at_once(ana: Person) -> None:
    await _goal(ana)
    assert "Step 1 of 6" in ana.reads()
    assert [method for method, _ in ana.slack.calls].count("views.open") == 1


async def test_what_was_typed_comes_back_as_it_was(ana: Person) -> None:
    await _goal(ana)
    ana.fill("What will you do", NASTY)
    ana.fill("Why does it matter", "line one\nline two")
    await ana.submit()
    await ana.press_in_modal("Back")
    assert ana.value("What will you do") == NASTY
    assert ana.value("Why does it matter") == "line one\nline two"


async def test_errors_stand_beside_the_fields_and_nothing_typed_is_lost(ana: Person) -> None:
    await _goal(ana)
    ana.fill("What will you do", "Grow")
    await ana.submit()
    ana.fill("What will you measure", "Members")
    ana.fill("Which number", "many")
    await ana.submit()
    assert "Measurable" in ana.reads()
    assert "“many” is not a number" in ana.reads()
    assert ana.value("Which number") == "many"
    ana.fill("Which number", "12")
    await ana.submit()
    assert "Achievable" in ana.reads()


async def test_what_is_not_clear_is_asked_above_its_field_and_a_choice_stores_it(ana: Person) -> None:
    await _goal(ana)
    ana.fill("What will you do", "Grow")
    await ana.submit()
    ana.fill("What will you measure", "Members")
    ana.fill("Which number", "20-30 companies")
    await ana.submit()
    assert "is it 20 or 30?" in ana.reads()
    assert ana.value("Which number") == "20-30 companies"
    ana.fill("Do you mean one of these?", "30 companies")
    await ana.submit()
    assert "Achievable" in ana.reads()
    await ana.press_in_modal("Back")
    assert (ana.value("Which number"), ana.value("In which unit")) == ("30", "companies")


async def test_what_is_typed_anew_counts_where_no_offer_is_chosen(ana: Person) -> None:
    await _goal(ana)
    ana.fill("What will you do", "Grow")
    await ana.submit()
    ana.fill("What will you measure", "Members")
    ana.fill("Which number", "about 20")
    await ana.submit()
    ana.fill("Which number", "25")
    await ana.submit()
    assert "Achievable" in ana.reads()


async def test_a_mended_answer_is_no_conflict_with_oneself(ana: Person) -> None:
    await _goal(ana)
    ana.fill("What will you do", "x" * 250)
    await ana.submit()
    assert "too long" in ana.reads()
    ana.fill("What will you do", "Short enough")
    await ana.submit()
    assert "Measurable" in ana.reads()
    assert "Keep mine" not in str(ana.modal)


async def test_a_page_can_be_skipped_and_shows_in_the_review(ana: Person) -> None:
    await ana.command("/action-plan")
    for _ in range(3):
        await ana.press_in_modal("Skip for now")
    assert "submit" not in ana.modal
    assert "need your attention" in ana.reads()
    await ana.press_in_modal("Edit")
    assert "Start and goals" in ana.reads()


async def test_a_plan_without_actions_says_so(ana: Person) -> None:
    await ana.command("/action-plan")
    await ana.press_in_modal("Skip for now")
    await ana.press_in_modal("Skip for now")
    await ana.submit()
    assert "Please add at least one" in ana.reads()


async def test_a_date_in_the_past_is_explained(ana: Person) -> None:
    await ana.command("/action-plan")
    await ana.press_in_modal("Skip for now")
    await ana.press_in_modal("Skip for now")
    await ana.press_in_modal("Add: Action")
    ana.fill("What will be done", "Travel back")
    ana.fill("Who is responsible", "Ana Sample")
    ana.fill("By when", "2001-01-01")
    await ana.submit()
    assert "in the past" in ana.reads()
    assert ana.value("What will be done") == "Travel back"


async def _with_actions(ana: Person, *names: str) -> None:
    await ana.command("/action-plan")
    await ana.press_in_modal("Skip for now")
    await ana.press_in_modal("Skip for now")
    for name in names:
        await ana.press_in_modal("Add: Action")
        ana.fill("What will be done", name)
        ana.fill("Who is responsible", "Ana Sample")
        ana.fill("By when", "2090-01-01")
        await ana.submit()


async def test_rows_are_moved_and_edited(ana: Person) -> None:
    await _with_actions(ana, "First", "Second")
    await ana.choose_for_row("Second", "Move up")
    assert ana.reads().index("Second") < ana.reads().index("First")
    await ana.choose_for_row("First", "Edit")
    assert ana.value("What will be done") == "First"
    await ana.press_in_modal("Back")
    assert "Actions (2)" in ana.reads()


async def test_a_row_is_removed_only_after_a_question(ana: Person) -> None:
    await _with_actions(ana, "First", "Second")
    await ana.choose_for_row("First", "Remove")
    await ana.press_in_modal("Keep it")
    assert "Actions (2)" in ana.reads()
    await ana.choose_for_row("First", "Remove")
    assert "“First”" in ana.reads()
    await ana.submit()
    assert "Actions (1)" in ana.reads()
    assert "*First*" not in ana.reads()


async def test_a_closed_form_is_continued_where_it_was_left(ana: Person) -> None:
    await _goal(ana)
    ana.fill("What will you do", "Half a thought")
    await ana.press_in_modal("Save and close")
    assert "Saved" in ana.reads()
    await _first_page(ana)
    assert ana.value("What will you do") == "Half a thought"


async def test_two_people_who_change_the_same_answer_choose(ana: Person, ben: Person) -> None:
    await _goal(ana)
    ana.fill("What will you do", "The first wording")
    await ana.press_in_modal("Save and close")

    await _first_page(ana)
    anas = ana.modal
    await _first_page(ben)
    ben.fill("What will you do", "Ben's wording")
    await ben.submit()

    ana.slack.views.clear()
    ana.slack.views[anas["id"]] = anas
    ana.fill("What will you do", "Ana's wording")
    await ana.submit()
    assert "Yours: Ana's wording" in ana.reads()
    assert "Ben Sample: Ben's wording" in ana.reads()
    label = next(b["label"]["text"] for b in ana.modal["blocks"] if b.get("element", {}).get("type") == "radio_buttons")
    ana.fill(label, "Keep mine")
    await ana.submit()
    assert "Measurable" in ana.reads()
    await ana.press_in_modal("Back")
    assert ana.value("What will you do") == "Ana's wording"


async def test_a_cancelled_draft_can_be_brought_back_from_the_same_window(ana: Person) -> None:
    await ana.command("/action-plan")
    for _ in range(3):
        await ana.press_in_modal("Skip for now")
    await ana.press_in_modal("Cancel draft")
    assert "kept for 30 days" in ana.reads()
    await ana.press_in_modal("Bring it back")
    assert "Your draft is back" in ana.reads()


async def test_a_form_of_a_document_that_is_gone_keeps_what_was_typed(ana: Person) -> None:
    await _goal(ana)
    ana.modal["private_metadata"] = '{"d":"no-such-document","p":"specific","v":1}'
    ana.fill("What will you do", "Not to be lost")
    await ana.submit()
    assert "can’t find this document" in ana.reads()
    assert ana.value("What will you do") == "Not to be lost"


async def _first_action(ana: Person, name: str = "Call") -> None:
    await ana.command("/action-plan")
    await ana.press_in_modal("Skip for now")
    await ana.press_in_modal("Skip for now")
    await ana.press_in_modal("Add: Action")
    ana.fill("What will be done", name)


async def test_what_was_typed_is_kept_with_the_next_choice_although_the_window_is_closed(ana: Person) -> None:
    await _first_action(ana)
    await ana.choose("By when", "2090-01-01")
    ana.slack.views.clear()
    ana.typed = {}
    await ana.command("/action-plan")
    while "Actions (" not in ana.reads():
        await ana.press_in_modal("Skip for now")
    assert "Call" in ana.reads()
    await ana.choose_for_row("Call", "Edit")
    assert ana.value("By when") == "2090-01-01"


async def test_a_choice_made_twice_keeps_the_last_one(ana: Person) -> None:
    await _first_action(ana)
    await ana.choose("By when", "2090-01-01")
    ana.typed = {}
    ana.fill("What will be done", "Call")
    await ana.choose("By when", "2091-01-01")
    ana.fill("Or somebody who is not in this workspace", "Zoe")
    await ana.submit()
    await ana.choose_for_row("Call", "Edit")
    assert ana.value("By when") == "2091-01-01"
    assert "Keep mine" not in str(ana.modal)


async def test_the_first_wrong_value_is_an_error_of_slack_and_can_be_taken_back(ana: Person) -> None:
    await _goal(ana)
    ana.fill("What will you do", "Grow")
    await ana.submit()
    ana.fill("What will you measure", "Members")
    ana.fill("Which number", "many")
    await ana.submit()
    assert ["“many” is not a number" in error for error in ana.errors.values()] == [True]
    ana.fill("Which number", "12")
    await ana.submit()
    assert "Achievable" in ana.reads()


async def test_a_wrong_value_taken_back_to_what_it_was_is_right_again(ana: Person) -> None:
    await _goal(ana)
    ana.fill("What will you do", "Grow")
    await ana.submit()
    ana.fill("What will you measure", "Members")
    ana.fill("Which number", "100")
    await ana.submit()
    await ana.press_in_modal("Back")
    for typed in ("many", "100"):
        ana.fill("Which number", typed)
        await ana.submit()
    assert "Achievable" in ana.reads()


async def test_more_details_are_shown_on_a_press_and_when_something_is_in_them(ana: Person) -> None:
    await _first_action(ana)
    assert "Which stakeholders" not in str(ana.modal)
    await ana.press_in_modal("More details")
    assert ana.value("What will be done") == "Call"
    ana.fill("Which stakeholders", "The chamber")
    await ana.press_in_modal("Save and close")
    await ana.command("/action-plan")
    while "Actions (" not in ana.reads():
        await ana.press_in_modal("Skip for now")
    await ana.choose_for_row("Call", "Edit")
    assert ana.value("Which stakeholders") == "The chamber"


async def test_an_entry_is_followed_by_another(ana: Person) -> None:
    await _first_action(ana)
    ana.fill("Or somebody who is not in this workspace", "Zoe")
    ana.fill("By when", "2090-01-01")
    await ana.press_in_modal("Save and add another")
    assert ana.value("What will be done") is None
    await ana.press_in_modal("Back")
    assert "Actions (1)" in ana.reads()


async def test_a_removed_entry_is_put_back(ana: Person) -> None:
    await _with_actions(ana, "First", "Second")
    await ana.choose_for_row("First", "Remove")
    await ana.submit()
    assert "Removed “First”." in ana.reads()
    await ana.press_in_modal("Undo")
    assert ana.reads().index("First") < ana.reads().index("Second")


async def test_a_list_is_shown_before_it_is_taken(ana: Person) -> None:
    await ana.command("/action-plan")
    await ana.press_in_modal("Skip for now")
    await ana.press_in_modal("Skip for now")
    await ana.press_in_modal("Add a list")
    ana.fill("Your list", "• Call\n2. Write")
    await ana.submit()
    ana.fill("Which of these", ["Call", "Write"])
    await ana.submit()
    assert "Actions (2)" in ana.reads()


async def test_the_review_leads_to_the_entry_that_asks_for_something(ana: Person) -> None:
    await _first_action(ana, "Recruit auditors")
    await ana.press_in_modal("Back")
    await ana.press_in_modal("Skip for now")
    block = next(b for b in ana.modal["blocks"] if "Recruit auditors: who is responsible?" in str(b.get("text")))
    await ana.press_in_modal(block["accessory"]["text"]["text"])
    assert "Start and goals" in ana.reads() or ana.value("What will be done") == "Recruit auditors"


async def test_what_slack_tells_of_a_window_closed_with_its_cross_is_kept(ana: Person) -> None:
    await ana.command("/smart-goal")
    assert "you may lose what you typed last." in ana.reads()
    ana.fill("What will you do or reach?", "Recruit members")
    await ana.close()
    await ana.command("/smart-goal")
    assert ana.value("What will you do or reach?") == "Recruit members"


async def test_a_closed_window_of_which_slack_tells_nothing_changes_nothing(ana: Person) -> None:
    await ana.command("/smart-goal")
    ana.fill("What will you do or reach?", "Recruit members")
    await ana.press_in_modal("Save and close")
    ana.slack.views.clear()
    await ana.command("/smart-goal")
    await ana.close(told=False)
    await ana.command("/smart-goal")
    assert ana.value("What will you do or reach?") == "Recruit members"
