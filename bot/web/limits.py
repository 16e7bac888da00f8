"""Every limit of the web surface in one place."""

BODY = 1_000_000
"""Bytes of a request's body at most."""

DRAINED = 16_000_000
"""Bytes of an oversized body that are read and thrown away, so that the browser gets to see the answer."""

FIELDS = 5_000
"""Form fields of a request at most: a plan with 200 actions needs about 250."""

NAME = 80
"""Characters of a name that somebody gives who joins."""

JOIN_READS = 60
"""Looks at invitations from one address in a minute."""

INSTALLS = 60
"""Installations that are begun or finished from one address in a minute."""

TEXT = 10_000
"""Characters of a message at most: the advisor reads no longer ones."""

LINES_SHOWN = 60
"""Lines of the transcript on a page at most; earlier ones are a link away."""

LINES_BYTES = 400_000
"""Bytes of the lines on a page, as they are kept: fewer lines are shown where they are long."""

LINES_DRAWN = 4_000
"""Lines whose HTML a process remembers, about 2 kB each: a page shows mostly what it showed before."""

FRAMES_DRAWN = 800
"""What stands around the lines of a chat, or around a Home: so many a process remembers, about 6 kB each."""

HOMES_DRAWN = 400
"""Homes whose HTML a process remembers, about 10 kB each."""

STREAM_POLL = 0.7
"""Seconds between two looks for new lines, for all streams together, while nobody tells of new ones."""

STREAM_LOOK = 10.0
"""The same, and between two looks whether sessions have ended, while somebody does: should that ever fail."""

STREAM_TICK = 1.0
"""Seconds after which is thought of what else is to be done meanwhile; nothing is read for it."""

STREAM_GATHER = 0.03
"""Seconds in which lines that are told of are gathered for one look."""

STREAM_BEAT = 15.0
"""Seconds after which a stream says that it is still there, so that no proxy closes it."""

STREAM_CHECK = 2.0
"""Seconds between two looks whether the sessions of the streams have ended."""

STREAMS_EACH = 6
"""Open streams of one person at most: the oldest ends."""

STREAMS = 2_000
"""Open streams of a process at most."""

STREAM_PAUSE = 60
"""Seconds after which a page for which there was no stream asks again."""

STREAM_WAITING = 100
"""Lines that wait in memory for a browser that reads slowly."""

OPTIONS_AS_RADIOS = 8
"""A choice with more options than this is drawn as a drop-down list."""

FEW_COLUMNS = 5
"""Columns of a table that is printed upright; one with more is printed across."""

MANY_COLUMNS = 12
"""Columns of a table that can be printed across; of one with more, every row is printed by itself."""

SQUEEZED = 120
"""A longer text in a table gets the whole width of a phone."""

BRIEF = 8
"""Where the example of an answer has at most so many characters, its input is short."""

TRIAL_SECONDS = 14 * 24 * 60 * 60
"""How long a browser remembers which sample person was chosen in the trial."""

TRIAL_DAYS = 400
"""The trial's clock moves at most this many days at a time."""

BACK = 2_000
"""Characters of an address to go back to."""

VIEW = 100
"""Characters of the name of a view of Home."""

NOTICE, NOTICES = 300, 4
"""Characters of a line that is shown on the next page, and how many of them."""

NOTICE_SECONDS = 60
"""How long such a line waits for the next page."""

COOKIE_BYTES = 3_500
"""Bytes of a cookie's value at most: browsers take 4,096 with its name and the rest."""

NUMBER = 15
"""Digits of a line's number at most."""

FEED_READS = 300
"""Calendar feeds that are read from one address a minute at most, and a third of it at once: large calendar services
read those of many people from few addresses."""

FEED_READS_EACH = 30
"""The same of one link: calendars read theirs a few times a day."""

FEED_PAUSE = 600
"""Seconds after which a calendar asks again whose feed could not be given just now."""

STOPS = 60
"""Times a minute that pages which stop e-mail are asked for from one address at most, and a third of it at once: mail
programs of many people ask from few addresses."""

QUESTIONNAIRE_READS = 120
"""Pages of questionnaires that are opened or sent from one address a minute at most, and a third of it at once: the
people of one organisation may share an address."""

QUESTIONNAIRE_READS_EACH = 1_200
"""The same of one link: all members may open the one that was sent to all of them."""

QUESTIONNAIRE_KEPT = 120
"""Days for which a browser keeps that something was begun or answered on it."""

UPLOADS = ("/documents/import", "/documents/slots")
"""How the addresses begin to which a file may be sent."""

UPLOAD = 11_000_000
"""Bytes of a request's body there: a file of ten megabytes with what stands around it."""

UPLOAD_DRAINED = 120_000_000
"""As `DRAINED`: so many of them are thrown away there."""

SIGN_INS = 60
"""Sign-ins at providers that begin or end from one address a minute at most, and a third of it at once."""

TAB_SIGN_INS = 600
"""The same in the tab of a chat program: all of an organisation may come from one address."""

TAB_TOKEN = 16_000
"""Characters of what the program says there."""

MAILS = 30
"""Links by e-mail that are asked for from one address a minute at most, and a third of it at once."""

MAILS_EACH = 0.5
"""The same for one e-mail address, and one at once: nobody fills the box of somebody else."""

CODE = 4_000
"""Characters of what a provider sends back at most."""
