"""Home: everything that waits for somebody, whoever they are."""

from collections.abc import Mapping

from bot.advisor.cohort import section as cohort
from bot.advisor.curation import home as curator_home
from bot.advisor.handover import home as handover_home
from bot.advisor.home import about, coach, staff
from bot.advisor.lists import View
from bot.advisor.programme import page as programme_page
from bot.advisor.programme import parts
from bot.advisor.registry import Handler, Press, Room
from bot.advisor.turn import Turn
from bot.advisor.web_sessions import LINK
from bot.chat.blocks import Button, Buttons, Style, Text
from bot.chat.views import Message, Reply
from bot.store.scope import Role


async def home(turn: Turn, view: str = "") -> Reply:
    """Home as it is now; ``view`` is the name of one of its views, which `bot.advisor.lists.View` reads."""
    chosen = View.read(view)
    if turn.is_administrator:
        blocks = await programme_page.blocks(turn, chosen)
    elif turn.is_curator:
        blocks = await curator_home.blocks(turn, handover_home.sections, chosen)
    else:
        blocks = await (coach.blocks(turn, chosen) if turn.is_coach else staff.blocks(turn, chosen))
    blocks[1:1] = await parts.spoken_for(turn) if turn.person.parts > 1 else ()
    if turn.person.role is Role.ADMIN:
        blocks[1:1] = await cohort.of_all(turn)
    buttons = [Button(turn.voice.say("home.settings"), "settings:show", Style.LINK)]
    if turn.person.parts > 1:
        buttons.insert(0, Button(turn.voice.say("part.button"), "part:show"))
    if turn.services.web_link is not None and not _is_on_the_web(turn):
        buttons.insert(0, Button(turn.voice.say("home.web"), "home:web"))
    blocks.append(Buttons(tuple(buttons)))
    return Reply(home=Message(turn.voice.say("home.work"), tuple(blocks)), home_view=chosen.name)


async def on_the_web(turn: Turn) -> Reply:
    """The button "Open on the web": a link that signs the person in, made now and shown to them alone."""
    if turn.services.web_link is None or _is_on_the_web(turn):
        return turn.say("chat.stale-button")
    say, mark = turn.voice.say, turn.voice.mark
    link = Button(say("home.web-open"), style=Style.PRIMARY, url=await turn.services.web_link(turn.actor, turn.now))
    blocks = (Text(mark("home.web-link")), Buttons((link,)))
    return Reply(window=Message(say("home.web-link"), blocks), lasts=LINK.total_seconds())


def _is_on_the_web(turn: Turn) -> bool:
    return turn.place.conversation.startswith("web:")


PRESSES: Mapping[Press, Handler] = {
    ("home", "show"): lambda turn, p: home(turn),
    ("home", "about"): lambda turn, p: about.show(turn),
    ("home", "web"): lambda turn, p: on_the_web(turn),
}

ROOM = Room(
    PRESSES,
    pages=(about,),
)
