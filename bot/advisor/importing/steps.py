"""The steps of bringing something in: which file, which column is what, what would change, take over or not."""

from bot.advisor.importing import bringing, forms, showing
from bot.advisor.importing.bringing import Refused, bring, takers
from bot.advisor.importing.waiting import Columns, Proposed, columns, kept_as, proposed
from bot.advisor.turn import Turn, writes
from bot.chat.events import FormSent, Intent
from bot.chat.views import Reply
from bot.store import imports
from bot.store.engine import Tx
from flows.forms import FormRef
from flows.importing.columns import with_keys
from flows.typed import clean_text

DOCUMENT = forms.DOCUMENT


async def start(turn: Turn, target: str = "", text: str = "", wrong: str = "", field: str = "") -> Reply:
    """The form in which a file is chosen or a table is pasted; ``target`` is the document it is for."""
    if not takers(turn):
        return turn.say("import.staff-only")
    into = await bringing.target_of(turn, target) if target else None
    title = into.title(turn.voice) if into is not None else ""
    return Reply(view=forms.bring_form(turn, target if title else "", title, text, wrong, field))


async def open_(turn: Turn, ref: FormRef, about: str = "") -> Reply:
    """A page by its address: the first form, or how far one is with what waits."""
    if not about or about.startswith(forms.INTO):
        return await start(turn, about.removeprefix(forms.INTO))
    return await edit_columns(turn, about) if ref.page == forms.COLUMNS else await look(turn, about)


async def receive(turn: Turn, sent: FormSent) -> Reply:
    """A page as it was sent."""
    about = sent.document.partition(":")[2]
    if not takers(turn):
        return turn.say("import.staff-only")
    if sent.ref.page == forms.COLUMNS:
        return await _corrected(turn, about, sent)
    target = about.removeprefix(forms.INTO) if about.startswith(forms.INTO) else ""
    text = clean_text(str(sent.answers.get(forms.TEXT) or "")).strip()
    if sent.intent is not Intent.NEXT:
        return await start(turn, target, text)
    brought = sent.file if sent.file is not None else text
    field = forms.FILE if brought is sent.file else forms.TEXT
    if not brought:
        return await start(turn, target, text, turn.voice.say("import.nothing"), forms.FILE)
    kept = await bring(turn, brought, target)
    if isinstance(kept, Refused):
        return await start(turn, target, text, kept.why, field)
    return await look(turn, kept)


async def look(turn: Turn, id: str) -> Reply:
    """The next step: which column is what as long as nobody has looked at it, then what would change."""
    kept = await kept_as(turn, id)
    if kept is None:
        return turn.say("import.gone")
    return await (edit_columns if kept.stored.corrections is None else changes)(turn, id)


async def edit_columns(turn: Turn, id: str) -> Reply:
    """The columns; what would change where it is a spreadsheet of ours, which needs no such question."""
    found = await columns(turn, id)
    return Reply(view=forms.columns_form(turn, found)) if found is not None else await changes(turn, id)


async def _corrected(turn: Turn, id: str, sent: FormSent) -> Reply:
    """The columns as the person sees them; what does not fit together is said."""
    found = await columns(turn, id)
    if found is None:
        return await changes(turn, id)
    keys = forms.keys_sent(found, sent.answers)
    await _correct(turn, id, keys)
    corrected = Columns(found.kept, found.source, with_keys(found.layout, keys))
    if sent.intent is not Intent.NEXT:
        return Reply(view=forms.columns_form(turn, corrected))
    if wrong := forms.wrong_with(turn, found.kept.dialogue, keys):
        return Reply(view=forms.columns_form(turn, corrected, wrong))
    return await changes(turn, id)


@writes
def _correct(tx: Tx, turn: Turn, id: str, keys: list[str]) -> None:
    imports.correct(tx, turn.scope, id, keys)


async def changes(turn: Turn, id: str) -> Reply:
    """What would change."""
    found = await proposed(turn, id)
    if found is None:
        return turn.say("import.gone")
    wrong = _wrong(turn, found)
    if wrong and found.layout is not None:
        return Reply(view=forms.columns_form(turn, Columns(found.kept, found.source, found.layout), wrong))
    return Reply(view=showing.view(turn, found))


def _wrong(turn: Turn, found: Proposed) -> str:
    """What does not fit together among the columns of a table of somebody's own."""
    keys = [column.key for column in found.layout.columns] if found.layout is not None else None
    return forms.wrong_with(turn, found.kept.dialogue, keys) if keys is not None else ""


async def part(turn: Turn, id: str, number: str) -> Reply:
    """One part of what would change."""
    found = await proposed(turn, id)
    return showing.part(turn, found, number) if found is not None else turn.say("import.gone")
