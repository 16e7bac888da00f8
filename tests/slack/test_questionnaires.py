"""A questionnaire in Slack: sent out, answers brought in from a file, closed, all in its window."""

from bot.store import documents, people
from bot.store.engine import Tx
from tests.examples.asking import QUESTIONNAIRE
from tests.slack.conftest import Office
from tests.slack.person import Person

ANSWERS = "Member;1;What should we change first?\n" + "".join(
    f"{name};4;Text {name}\n"
    for name in ("Conservas do Norte", "Sal & Mar", "Doca Sete", "Rede Viva", "Ilha Azul", "Algas Atlanticas")
)


async def test_it_is_sent_out_filled_from_a_file_and_closed_in_its_window(office: Office, ana: Person) -> None:
    await ana.open_home()

    def submitted(tx: Tx) -> None:
        person = people.by_account(tx, "slack:T1:UANA")
        assert person is not None
        documents.create(
            tx,
            person.scope,
            id="asked",
            dialogue="member-questionnaire",
            dialogue_version=1,
            name="Our services",
            answers=dict(QUESTIONNAIRE),
            about="",
            parent=None,
            now=office.time(),
        )
        documents.submit(tx, person.scope, "asked", revision=1, now=office.time())

    await office.runtime.store.write(submitted)
    await ana.open_home()
    await ana.press_home("Documents")
    await ana.press_home("Open")
    await ana.press_in_modal("Send it out")
    assert "/questionnaire/" in ana.reads()
    assert "Still to answer: 6" in ana.reads()
    await ana.press_in_modal("Back to the questionnaire")
    await ana.press_in_modal("Bring in answers")
    ana.choose_file("Your file", ana.slack.keep_file("answers.csv", ANSWERS.encode()))
    await ana.submit()
    assert "Answers that would be added: *6*" in ana.reads()
    await ana.press_in_modal("Add these answers")
    assert "6 of 6 answered (100 %)" in ana.reads()
    await ana.press_in_modal("Close and show the answers")
    assert "Text Doca Sete" in ana.reads()
    assert ana.slack.refusals == []
