"""All rooms of the advisor, in the order in which what they do follows from a document."""

from bot.advisor import conversation
from bot.advisor.answers import answering
from bot.advisor.answers import room as answers
from bot.advisor.coaching.room import ROOM as COACHING
from bot.advisor.cohort.room import ROOM as COHORT
from bot.advisor.commenting import room as commenting
from bot.advisor.curation.room import ROOM as CURATION
from bot.advisor.documents.room import ROOM as DOCUMENTS
from bot.advisor.following.room import ROOM as FOLLOWING
from bot.advisor.handover import asker
from bot.advisor.handover import room as handover
from bot.advisor.home.home import ROOM as HOME
from bot.advisor.importing.room import ROOM as IMPORTING
from bot.advisor.privacy.room import ROOM as PRIVACY
from bot.advisor.programme.room import ROOM as PROGRAMME
from bot.advisor.questionnaires.room import ROOM as QUESTIONNAIRES
from bot.advisor.registry import Room
from bot.advisor.requests.room import ROOM as REQUESTS
from bot.advisor.settings.room import ROOM as SETTINGS

ROOMS: tuple[Room, ...] = (
    HOME,
    Room(conversation.PRESSES),
    DOCUMENTS,
    answers.room(asker.ask_coach),
    FOLLOWING,
    COACHING,
    QUESTIONNAIRES,
    COHORT,
    handover.room(answering.ask),
    commenting.room(answering.ask),
    CURATION,
    REQUESTS,
    SETTINGS,
    IMPORTING,
    PROGRAMME,
    PRIVACY,
)
