"""The dialogues that somebody may start, by what they are for."""

from collections.abc import Collection, Sequence

from bot.advisor.turn import Turn, reads
from bot.chat.blocks import Button, Chip, Entries, Entry, Style
from bot.store import documents
from bot.store.documents import Document
from bot.store.engine import Tx
from flows import registry
from flows.dialogue import GROUPS, Dialogue
from flows.searching import holds
from knowledge.search.requests import read_request

FOLLOW_UP = GROUPS[-1]


def offered(turn: Turn) -> list[type[Dialogue]]:
    """Those for the person, in the order of a cluster's work; none for a coach, or who runs the programme."""
    return list(registry.all_dialogues().values()) if turn.person.cluster else []


def start_buttons(turn: Turn) -> tuple[Button, ...]:
    """The main path, and the way to all others."""
    say, all_ = turn.voice.say, offered(turn)
    first = [
        Button(
            say("home.new", dialogue=turn.voice.text(dialogue.id, dialogue.title)),
            f"dialogue:start:{dialogue.id}::",
            Style.NORMAL if number else Style.PRIMARY,
        )
        for number, dialogue in enumerate(each for each in all_ if each.main_path)
    ]
    return (*first, Button(say("start.all"), "command:all")) if all_ else ()


def by_purpose(turn: Turn, begun: Collection[str] = (), words: str = "", *, commands: bool = False) -> list[Entries]:
    """A list for each purpose; ``begun`` are the ids of dialogues with a draft, ``words`` what was searched for.

    With ``commands`` each tells the command that starts it, too.
    """
    say, found = turn.voice.say, matching(turn, words)
    lists = []
    for group in GROUPS:
        entries = [_entry(turn, each, begun, commands=commands) for each in found if each.group == group]
        if group == FOLLOW_UP and found and not words:
            label = Button(say("home.set-session"), "coaching:ask")
            entries.append(Entry(say("session.title"), say("start.coaching"), (label,)))
        if entries:
            lists.append(Entries(say(f"start.{group}"), tuple(entries)))
    return lists


def matching(turn: Turn, words: str) -> list[type[Dialogue]]:
    """The dialogues that words are about: they stand in their texts, or somebody would start one so."""
    all_ = offered(turn)
    if not words:
        return all_
    found = [each for each in all_ if holds(words, _texts(turn, each))]
    request = read_request(words)
    likely = request.dialogues if request is not None else ()
    return [each for each in all_ if each in found or each.id in likely]


def _texts(turn: Turn, dialogue: type[Dialogue]) -> Sequence[str]:
    text = turn.voice.text
    return (text(dialogue.id, dialogue.title), text(dialogue.id, dialogue.purpose), *dialogue.starters)


def _entry(turn: Turn, dialogue: type[Dialogue], begun: Collection[str], *, commands: bool) -> Entry:
    say = turn.voice.say
    detail = say(
        "start.detail-command" if commands else "start.detail",
        purpose=turn.voice.text(dialogue.id, dialogue.purpose),
        minutes=dialogue.minutes,
        command=turn.command(dialogue.command),
    )
    going = dialogue.id in begun
    label = say("dialogue.continue" if going else "start.start")
    chips = (Chip(say("state.draft")),) if going else ()
    button = Button(label, f"dialogue:start:{dialogue.id}::")
    ways = (button, Button(say("import.bring"), "import:start")) if dialogue.imported else (button,)
    return Entry(turn.voice.text(dialogue.id, dialogue.title), detail, ways, chips)


def in_progress(known: Sequence[Document]) -> list[Document]:
    """Drafts in which something was saved, the one changed last first."""
    offered_ = registry.all_dialogues()
    return [each for each in known if each.state == "draft" and each.saved_on and each.dialogue in offered_]


@reads
def lists(tx: Tx, turn: Turn) -> list[Entries]:
    """All of it for a message to the person alone: what is in progress is marked, and its purpose comes first."""
    begun = {each.dialogue for each in in_progress(documents.listing(tx, turn.scope))} if turn.person.cluster else set()
    found = by_purpose(turn, begun, commands=True)
    return sorted(found, key=lambda each: not any(entry.chips for entry in each.items))
