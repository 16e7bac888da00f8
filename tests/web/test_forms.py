"""Forms on the web without a script: what is kept, lists, entries put back, and the way back to an entry."""

import re

from starlette.testclient import TestClient

from tests.web.test_pages import send, start, texts


def plan(client: TestClient) -> str:
    """The address of the page of actions of a new plan."""
    return start(client, "action-plan").removesuffix("/start") + "/actions"


def add(client: TestClient, path: str, name: str, do: str = "save-row") -> tuple[int, str, str]:
    """An action with all that is asked for."""
    _, row, _ = send(client, path, "add-row|actions")
    return send(client, row, do, one__action=name, one__responsible="Mara", one__deadline="1 June 2027")


def keep(client: TestClient, path: str, **typed: str) -> dict[str, object]:
    """What the script sends after a pause."""
    shown = client.get(path).text
    revision = re.search(r'name="revision" value="(\d+)"', shown)
    assert revision
    fields = {name.replace("__", "."): text for name, text in typed.items()}
    answer = client.post(path, data={"revision": revision[1], "do": "keep", "continued": "1", **fields})
    assert answer.status_code == 200, answer.text
    told: dict[str, object] = answer.json()
    return told


def test_what_is_kept_stands_on_the_page_and_on_home_and_shows_no_errors(client: TestClient) -> None:
    path = start(client)
    assert keep(client, path, one__what="Recruit ten members") == {"conflicts": []}
    page = client.get(path).text
    assert 'value="Recruit ten members"' in page or ">Recruit ten members<" in page.replace("\n", "")
    assert "Please look at this again" not in page
    assert "Recruit ten members" in texts(client.get("/home").text)


def test_what_is_folded_opens_when_something_is_in_it(client: TestClient) -> None:
    path = plan(client)
    _, row, page = send(client, path, "add-row|actions")
    assert '<details class="more">' in page
    _, _, page = send(client, row, "save-row", one__action="Call", one__duration="many")
    assert '<details class="more" open>' in page
    keep(client, row, one__outcome="Three apply", one__duration="")
    assert '<details class="more" open>' in client.get(row).text


def test_saving_an_entry_leads_back_to_it(client: TestClient) -> None:
    path = plan(client)
    add(client, path, "Call")
    shown = client.get(path).text
    row = re.search(r'id="row-actions-(\w+)"', shown)
    assert row
    revision = re.search(r'name="revision" value="(\d+)"', shown)
    assert revision
    edit = f"{path}/actions/{row[1]}"
    answer = client.post(edit, data={"revision": revision[1], "do": "save-row"}, follow_redirects=False)
    assert answer.headers["location"] == f"{path}#row-actions-{row[1]}"


def test_a_removed_entry_is_put_back_with_one_button(client: TestClient) -> None:
    path = plan(client)
    add(client, path, "Call")
    row = re.search(r'value="remove-row\|actions\|(\w+)"', client.get(path).text)
    assert row
    _, _, page = send(client, path, f"remove-row|actions|{row[1]}")
    assert "Removed “Call”." in texts(page)
    undo = re.search(r'value="(restore-row[^"]+)"', page)
    assert undo
    _, _, page = send(client, path, undo[1])
    assert f'id="row-actions-{row[1]}"' in page


def test_a_pasted_list_is_shown_and_then_taken(client: TestClient) -> None:
    path = plan(client)
    _, listed, _ = send(client, path, "paste|actions")
    assert listed == f"{path}/actions"
    status, _, page = send(client, listed, "next", one__text="• Call\n2. Write\tx")
    assert status == 200
    chosen = re.findall(r'name="many.take" value="([^"]+)"', page)
    shown = [value for value in chosen if value]
    assert len(shown) == 2
    status, address, page = send(client, listed, "next", one__text="• Call\n2. Write\tx", many__take=shown[0])
    assert address == path
    assert "Call" in texts(page)


def test_an_error_in_an_entry_links_its_field(client: TestClient) -> None:
    path = plan(client)
    _, row, _ = send(client, path, "add-row|actions")
    send(client, row, "back", one__action="Recruit auditors", one__deadline="1 June 2027")
    _, _, page = send(client, path, "next")
    assert f'href="{row}#f-responsible"' in page
    review = client.get(path.removesuffix("/actions") + "/review").text
    assert "Recruit auditors: who is responsible?" in texts(review)
    assert f'href="{row}#f-responsible"' in review


def test_each_pair_of_two_earlier_lists_can_be_rated(client: TestClient) -> None:
    members = start(client, "member-needs")
    document = members.removesuffix("/members")
    assert "There is nothing to rate yet." in client.get(f"{document}/urgency").text
    for page, field, rows in (
        ("members", "members", ({"one__name": "Northern Mill", "one__weight": "5"}, {"one__name": "River Lab"})),
        ("needs", "needs", ({"one__text": "Data skills"}, {"one__text": "Space to grow"})),
    ):
        for row in rows:
            _, entry, _ = send(client, f"{document}/{page}", f"add-row|{field}")
            send(client, entry, "save-row", **{"one__weight": "2", **row} if page == "members" else row)
    shown = client.get(f"{document}/urgency").text
    assert all(name in shown for name in ("Northern Mill", "River Lab", "Data skills", "Space to grow"))
    pairs = list(dict.fromkeys(re.findall(r'name="(grid\.urgencies\.\w+\.\w+)"', shown)))
    assert len(pairs) == 4
    urgencies = {pair.replace(".", "__"): urgency for pair, urgency in zip(pairs, "3102", strict=True)}
    status, _, review = send(client, f"{document}/urgency", **urgencies)
    assert status == 200
    assert "Data skills: 3 / 3\nSpace to grow: 1 / 3" in texts(review)
    _, _, refused = send(client, f"{document}/urgency", **{pairs[0].replace(".", "__"): "4"})
    assert "Northern Mill, Data skills: This must be 3 or less." in texts(refused)


def test_what_was_removed_stands_where_it_was_with_its_undo(client: TestClient) -> None:
    path = plan(client)
    for name in ("Call", "Write", "Check"):
        add(client, path, name)
    rows = re.findall(r'value="edit-row\|actions\|(\w+)"', client.get(path).text)
    _, _, page = send(client, path, f"remove-row|actions|{rows[1]}")
    assert (
        page.index(f'id="row-actions-{rows[0]}"')
        < page.index("restore-row|")
        < page.index(f'id="row-actions-{rows[2]}"')
    )


def test_a_list_called_as_its_page_has_its_title_once(client: TestClient) -> None:
    path = plan(client)
    add(client, path, "Call")
    page = client.get(path).text
    assert re.findall(r"<h[12][^>]*>\s*Actions\b", page) == ['<h1 dir="auto">Actions']
    assert 'Actions <span class="count">1</span></h1>' in page


def test_nothing_of_a_pasted_list_is_called_optional(client: TestClient) -> None:
    path = plan(client)
    _, listed, _ = send(client, path, "paste|actions")
    _, _, page = send(client, listed, "next", one__text="Call\nWrite")
    assert "Which of these should be added?" in texts(page)
    assert "(optional)" not in texts(page)
