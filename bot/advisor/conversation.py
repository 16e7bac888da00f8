"""What somebody writes: a command, the wish to start a dialogue, short talk, or a question."""

import re
from collections.abc import Awaitable, Iterator, Mapping, Sequence
from dataclasses import replace

from bot.advisor import awaited, deeds
from bot.advisor.answers import answering
from bot.advisor.coaching import session_date
from bot.advisor.cohort import asking as cohort
from bot.advisor.documents import dialogues, offering
from bot.advisor.home import home, suggested
from bot.advisor.importing import offering as importing
from bot.advisor.importing import steps as bringing
from bot.advisor.privacy import erasing, kept_page, own_data
from bot.advisor.programme import inviting, joining, parts
from bot.advisor.registry import Handler, Press
from bot.advisor.requests import offers, papers, reading, settings
from bot.advisor.requests import room as requests
from bot.advisor.settings import cluster, own
from bot.advisor.turn import Turn, also, here, reads, writes
from bot.chat.blocks import Block, Button, Buttons, Heading, Note, Text
from bot.chat.codes import code_in
from bot.chat.events import SentFile
from bot.chat.views import Message, Prompt, Reply
from bot.store import events
from bot.store.engine import Tx
from flows import registry
from flows.reading.commands import TypedCommand, read_command
from flows.reading.text import unquoted
from flows.typed import clean_text
from knowledge.library.languages import Language
from knowledge.search.requests import Request, read_request
from knowledge.search.smalltalk import SmallTalk, small_talk

_LEAD_IN = re.compile(
    r"^(?:(?:ok|okay|yes|please|hi|hello|hey|so|now|and)[, ]+)*"
    r"(?:(?:i|we)(?: would|'d|’d)? (?:want|need|like|have|wish)(?: to)?|(?:can|could|shall|may) (?:we|i|you)"
    r"|let(?:'|’)?s|let us|help (?:me|us)(?: to)?|time to|i am going to|i'll|we'll|take me to|start|begin|open|create"
    r"|make|write|do|run|set up|fill in|draft|prepare)?\s*",
    re.IGNORECASE,
)
_VERBS = re.compile(
    r"^(?:please |to |help me |help us |go |start|begin|open|create|make|write|do|run|set|fill in|draft|prepare|with|on"
    r"|a|an|the|our|my|new|another|first|some|up)\b\s*",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:[ ,]+(?:please|now|today|with you|for (?:us|our cluster|my cluster)|thanks|thank you))*[.! ]*$", re.IGNORECASE
)
_QUESTION = re.compile(
    r"\s*(how|what|why|when|who|where|which|is|are|does|do (i|we))\b|.*\?", re.IGNORECASE | re.DOTALL
)
_AWAY = re.compile(r"(?:i am |i[’']m |we are )?away (from .*\d.*)", re.IGNORECASE)
_SPEAK = re.compile(r"speak[- ](?:for|as) (.{1,80})", re.IGNORECASE)
_NEW = re.compile(r"\bnew\b", re.IGNORECASE)
_OWN = (
    *("ask", "coaching", "home", "reminders", "advisor", "help", "settings", "away", "import", "cohort"),
    *("join", "invite", "speak-for"),
    *("my-data", "erase-me", "privacy"),
)
"""The commands that begin no dialogue."""
_BEHIND = (
    *("settings", "away", "import", "cohort", "join", "invite", "speak-for"),
    *("my-data", "erase-me", "privacy"),
)
_OWN_DATA = {"my data": "my-data", "erase me": "erase-me", "what is kept": "privacy", "what do you keep": "privacy"}
_OWN_DATA |= {said.replace(" ", "-"): command for said, command in _OWN_DATA.items()}
"""Those that may stand behind the advisor's own command."""
LONGEST_BEHIND = 60
"""Characters behind a command that its button takes along."""


async def opened(turn: Turn) -> Reply:
    """A greeting when somebody opens the conversation for the first time ever, and what they could write."""
    greeted, prompts = await _stands(turn)
    if greeted or not await _greets(turn):
        return Reply(prompts=prompts)
    return Reply((_start_card(turn, "chat.greeting"), *await cluster.asked(turn)), prompts=prompts)


@reads
def _stands(tx: Tx, turn: Turn) -> tuple[bool, tuple[Prompt, ...]]:
    return events.happened(tx, _greeting(turn)), suggested.prompts(tx, turn)


@writes
def _greets(tx: Tx, turn: Turn) -> bool:
    return events.once(tx, _greeting(turn))


def _greeting(turn: Turn) -> str:
    return f"greeted:{turn.actor.account}"


async def handle(turn: Turn, text: str, files: Sequence[SentFile] = ()) -> Reply:
    """Answer what somebody wrote, and the files that they sent with it."""
    text = clean_text(text).strip()
    if not files:
        return await _answer(turn, text)
    read = await importing.files(turn, files)
    request = read_request(text)
    if not text or (request is not None and request.kind == "import"):
        return Reply(messages=(read,))
    reply = await _answer(turn, text)
    return replace(reply, messages=(read, *reply.messages))


async def _answer(turn: Turn, text: str) -> Reply:
    if not text:
        return Reply(messages=(_start_card(turn, "chat.empty"),))
    if code_in(text) and not text.startswith("/"):
        return await joining.join(deeds.noting(turn, "command", "join"), text)
    if command := command_in(text):
        return await run_command(turn, *command)
    if (behind := cohort.asked(turn, text)) is not None:
        return await cohort.command(deeds.noting(turn, "command", "cohort"), behind)
    chat, request = small_talk(text), reading.read(text, turn.today)
    if chat is None and (reply := await awaited.take(turn, text)):
        return reply
    if table := await importing.table(turn, text):
        return Reply(messages=(table,))
    starts = request is not None and request.kind == "start"
    if (
        request is not None
        and not starts
        and _counts(request, chat)
        and (reply := await requests.answer(deeds.noting(turn, "request", request.kind), request, text))
    ):
        return reply
    if dialogue_id := dialogue_named(text, turn.audience):
        return await _start(
            deeds.noting(turn, "dialogue", "start", [dialogue_id]), dialogue_id, new=bool(_NEW.search(text))
        )
    if request is not None and request.sure and request.kind == "open":
        return papers.begin(turn, request)
    if (
        request is not None
        and request.sure
        and starts
        and not turn.is_outsider
        and (wish := papers.wish(turn, request))
    ):
        return wish
    match chat[0] if chat else None:
        case "greeting":
            asked = () if turn.place.shared else await cluster.asked(turn)
            return Reply(messages=(_start_card(turn, "chat.greeting"), *asked))
        case "stop":
            return await awaited.stop(turn)
        case "thanks" | "bye" as kind:
            return Reply(messages=(here(turn.line(f"chat.{kind}")),))
        case "help":
            return Reply(messages=(await help_card(turn),))
    reply = await answering.ask(deeds.apart(turn), text)
    if request is None or request.sure or turn.is_outsider:
        return reply
    kinds = [kind for kind in (request.kind, *request.others) if kind != "anger"]
    offered = offers.offer(turn, kinds, papers.meant(turn, request))
    return also(reply, offered) if offered else reply


def _counts(request: Request, chat: tuple[SmallTalk, Language] | None) -> bool:
    """Whether a message is taken for a request: what is short talk as well only word for word."""
    return request.exact and request.kind != "anger" if chat else request.sure


async def _start(turn: Turn, dialogue_id: str, *, new: bool, first: str = "") -> Reply:
    """Start or resume a dialogue; where it led to a result already, that is offered before one is begun anew.

    ``first``, if it answers the first question, begins a new one.
    """
    begins = new or bool(first and registry.dialogue(dialogue_id).begin_with(first))
    there = None if begins else await papers.again(turn, dialogue_id)
    return there or await dialogues.start(turn, dialogue_id, new=new, first=first)


def command_in(text: str) -> tuple[str, str] | None:
    """A command written as a message, with or without its slash."""
    text = unquoted(text)
    name, *rest = text.split(maxsplit=1) or [""]
    if name.startswith("/") and len(name) > 1:
        return name[1:], "".join(rest)
    lowered = " ".join(text.lower().rstrip(".!").split())
    if lowered in ("reminders off", "reminders on"):
        return "reminders", lowered.split()[1]
    if own := _OWN_DATA.get(lowered.rstrip("?")):
        return "advisor", own
    if away := _AWAY.fullmatch(" ".join(text.rstrip(".!").split())):
        return "advisor", f"away {away[1]}"
    if lowered in ("coaching cancel", "coaching session cancel"):
        return "coaching", "cancel"
    if lowered in ("speak for", "speak-for", "invite a colleague", "invite somebody"):
        return ("speak-for" if lowered.startswith("speak") else "invite"), ""
    if speak := _SPEAK.fullmatch(" ".join(text.rstrip(".!").split())):
        return "speak-for", speak[1]
    if lowered in ("home", "my drafts", "my plans"):
        return "home", ""
    return None


def dialogue_named(text: str, audience: str = "staff") -> str | None:
    """The dialogue that plain words ask for, such as "I want to write an action plan"; None for a question."""
    if len(text) > 120:
        return None
    as_it_is = text.casefold().strip(" .!?")
    offered = registry.all_dialogues(audience).values()
    for dialogue in offered:
        if as_it_is in dialogue.starters:
            return dialogue.id
    if _QUESTION.match(text):
        return None
    wish = _bare(_LEAD_IN.sub("", _TAIL.sub("", " ".join(text.split()))))
    for dialogue in offered:
        names = {dialogue.title, dialogue.command, dialogue.id, dialogue.command.replace("-", " "), *dialogue.starters}
        if wish and wish in {_bare(name) for name in names}:
            return dialogue.id
    return None


def _bare(text: str) -> str:
    """The words that tell what is wanted: without articles, "new" and the verb of doing it."""
    text = text.casefold().strip(" .!")
    while (shorter := _VERBS.sub("", text)) != text:
        text = shorter
    return text


async def run_command(turn: Turn, name: str, text: str) -> Reply:
    """A command with what stands behind it, written as people write it."""
    by_command = {dialogue.command: dialogue.id for dialogue in registry.all_dialogues(turn.audience).values()}
    typed = read_command(f"{name} {text}", [*by_command, *_OWN])
    asked, name, text = name.split(maxsplit=1)[0] if name.strip() else "", typed.name, typed.text
    turn = deeds.noting(turn, "command", name if name in by_command or name in _OWN else "unknown")
    if name in by_command:
        return await _start(turn, by_command[name], new=text.casefold() == "new", first=text)
    match name:
        case "ask" if text:
            return await answering.ask(deeds.apart(turn), text)
        case "ask":
            return turn.say("answer.ask-usage", command=turn.command("ask"))
        case "coaching":
            return await session_date.command(turn, text)
        case "home":
            return await home.home(turn)
        case "reminders" if (switch := text.casefold().rstrip(" .!")) in ("on", "off"):
            return await settings.turn_reminders(turn, switch == "on")
        case "reminders":
            return turn.say("help.reminders")
        case "advisor" if own_data_asked := _OWN_DATA.get(" ".join(text.casefold().split())):
            return await run_command(turn, own_data_asked, "")
        case "advisor" if (behind := text.split(maxsplit=1)) and behind[0].casefold() in _BEHIND:
            return await run_command(turn, behind[0].casefold(), "".join(behind[1:]))
        case "settings":
            return await own.show(turn)
        case "import":
            return await bringing.start(turn)
        case "join":
            return await joining.join(turn, text)
        case "invite":
            return await inviting.show(turn)
        case "speak-for":
            return await parts.show(turn, text)
        case "my-data":
            return await own_data.offer(turn)
        case "erase-me":
            return await erasing.ask(turn)
        case "privacy":
            return await kept_page.show(turn)
        case "away":
            return await own.away(turn, text)
        case "cohort":
            return await cohort.command(turn, text)
        case "advisor" | "help":
            return Reply(messages=(await help_card(turn),))
    request = reading.read(f"{asked} {typed.text}", turn.today)  # "/settings" means what "settings" does
    if request is not None and request.exact:
        turn = deeds.noting(turn, "request", request.kind)
        if reply := await requests.answer(turn, request, typed.text):
            return reply
    return Reply(messages=(await _unknown(turn, typed, asked),))


async def _unknown(turn: Turn, typed: TypedCommand, asked: str) -> Message:
    """What to say to a command that there is not: those that may be meant as buttons, or all that there are."""
    command = f"/{asked[:40]}"
    if not typed.near:
        said = await help_card(turn)
        unknown = Text(turn.voice.mark("chat.unknown-command", command=command))
        return replace(said, blocks=(unknown, *said.blocks[2:]))
    said = turn.line("chat.did-you-mean", command=command)
    text = typed.text[:LONGEST_BEHIND]
    buttons = tuple(Button(f"{turn.command(near)} {text}".strip(), f"command:run:{near}:{text}") for near in typed.near)
    return here(Message(said.summary, (*said.blocks, Buttons(buttons))))


def _pressed(turn: Turn, parts: list[str]) -> Awaitable[Reply]:
    return run_command(turn, parts[0], ":".join(parts[1:]).rstrip(":"))


PRESSES: Mapping[Press, Handler] = {
    ("command", "run"): _pressed,
    ("command", "all"): lambda turn, p: all_dialogues(turn),
}


def _start_card(turn: Turn, message: str) -> Message:
    if message == "chat.greeting" and not turn.person.name:
        message = "chat.greeting-unnamed"
    said = turn.line(message, name=turn.person.name)
    return here(Message(said.summary, (*said.blocks, *_starts(turn))))


def _starts(turn: Turn) -> Iterator[Block]:
    """What the person may start, if anything: a coach starts nothing."""
    if buttons := offering.start_buttons(turn):
        yield Buttons(buttons)


async def help_card(turn: Turn) -> Message:
    """What the advisor can do: questions, and the dialogues by purpose.

    Where others read it tells nothing of anybody, so there it does not say what was begun.
    """
    say, mark = turn.voice.say, turn.voice.mark
    lists = offering.by_purpose(turn, commands=True) if turn.place.shared else await offering.lists(turn)
    blocks: list[Block] = [Heading(say("help.title")), Text(mark("help.intro")), Text(mark("help.ask"))]
    if lists:
        command = turn.command("coaching")
        example = mark("help.coaching", command=command, example=f"{command} 12 March 2027 14:00")
        blocks += [*lists, Note(f"{mark('help.start')} {example}")]
    if cohort.offered(turn):
        blocks.append(Text(mark("help.cohort", command=turn.command("cohort"))))
    blocks.append(Note(f"{mark('help.reminders')} {mark('help.home')}"))
    message = Message(say("help.title"), tuple(blocks))
    return here(message) if turn.place.shared else message


async def all_dialogues(turn: Turn) -> Reply:
    """The button "All dialogues"."""
    lists = await offering.lists(turn)
    if not lists:
        return turn.say("dialogue.coach")
    title = turn.voice.say("start.title")
    return Reply(messages=(Message(title, (Heading(title), *lists)),))
