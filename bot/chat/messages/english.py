"""The English texts of the advisor's own voice, by id.  Short sentences, plain words, what happens next."""

from collections.abc import Mapping

from bot.chat.messages.calendars import CALENDARS
from bot.chat.messages.cohort import COHORT
from bot.chat.messages.comments import COMMENTS
from bot.chat.messages.feeds import FEEDS
from bot.chat.messages.files import FILES
from bot.chat.messages.forms import FORMS
from bot.chat.messages.home import HOME
from bot.chat.messages.importing import IMPORTING
from bot.chat.messages.imports import IMPORTS
from bot.chat.messages.mail import MAIL
from bot.chat.messages.people import PEOPLE
from bot.chat.messages.pictures import PICTURES
from bot.chat.messages.privacy import PRIVACY
from bot.chat.messages.programmes import PROGRAMMES
from bot.chat.messages.prompts import PROMPTS
from bot.chat.messages.questionnaires import QUESTIONNAIRES
from bot.chat.messages.reminders import REMINDERS
from bot.chat.messages.requests import REQUESTS
from bot.chat.messages.results import RESULTS
from bot.chat.messages.sign_ins import SIGN_INS
from bot.chat.messages.slots import SLOTS
from bot.chat.messages.typing import TYPING
from bot.chat.messages.versions import VERSIONS

WORDS: Mapping[str, str] = {
    # short talk
    "chat.greeting": "Hello {name}. Ask me about running a cluster, or start one of the dialogues below.",
    "chat.greeting-unnamed": "Hello. Ask me about running a cluster, or start one of the dialogues below.",
    "chat.thanks": "You are welcome.",
    "chat.bye": "Goodbye. Everything you started is saved on Home.",
    "chat.stop": "Nothing is running now. Your drafts are saved on Home.",
    "chat.stop-waiting": "Good. I have stopped waiting for your answer. I will take your next message as a new "
    "question.",
    "chat.stop-waiting-kept": "Good. I have stopped waiting for your answer. I will take your next message as a new "
    "question. Whatever you took on or wrote is still on Home.",
    "chat.empty": "There was no text in your message. Ask me a question, or choose below.",
    "chat.too-long": "Your message has {length} characters. I read questions of up to {limit}. Please send just the "
    "question. A longer text belongs in one of the dialogues.",
    "chat.too-fast": "That was too fast for me. I have not read your last message: please send it again in {seconds} "
    "seconds.",
    "chat.pressed-too-fast": "That was too fast for me. Your last press did nothing: please press again in {seconds} "
    "seconds.",
    "chat.more-nothing": "I have nothing to add yet. Ask me a question first.",
    "chat.failed": "Something went wrong on my side, and it has been logged. Please try again. What you typed before "
    "is saved. If it happens again, give your administrator this reference: {reference}",
    "chat.write-directly": "Please write that to me directly, not in this channel, where everybody would read it.",
    "chat.stale-button": "This button is too old to work. Write “help” to see what you can do now.",
    "chat.unknown-command": "I do not know the command “{command}”. These are the ones I know:",
    # who is no member of the workspace
    "gate.guest": "As a guest of this workspace you can ask me anything about running a cluster: just write your "
    "question. Drafts, plans and reminders are for its members; an administrator of the workspace can make you one.",
    "gate.stranger": "You can ask me anything about running a cluster: just write your question. Drafts, plans and "
    "reminders belong to the organisation that owns this workspace. To get your own, ask for an advisor in your own "
    "workspace.",
    "gate.unknown": "I cannot check who you are just now, so I have not opened or changed anything. Please try again "
    "in a minute. In the meantime, I can still answer questions about running a cluster.",
    # help
    "help.title": "What I can do for you",
    "help.intro": "I answer questions about running a cluster, from articles with sources. I guide you from your needs "
    "to a goal and an action plan. I remind you before deadlines and coaching sessions.",
    "help.ask": "**Ask anything** in a message, for example: “Half of our members never come to events. What can "
    "we do?”",
    "help.start": "To start one, press its button, write its command, or say what you want to do.",
    "help.coaching": "{command} — set the date of your coaching session: “{example}”",
    "help.reminders": "Write “reminders off” to stop reminders, “reminders on” to get them again.",
    "help.home": "Your drafts, plans and dates are on Home, and so are your settings.",
    # answers
    "answer.source": "Source: {sources} · Checked on {date}",
    "answer.overdue": "This was due for a check on {date}. It may be out of date: check its source or ask a coach "
    "before you rely on it.",
    "answer.more": "Read more",
    "answer.helpful": "Helpful",
    "answer.unhelpful": "Not helpful",
    "answer.ask-coach": "Ask a coach",
    "answer.related": "Related",
    "answer.rate": "Did this help?",
    "answer.start": "Start: {dialogue}",
    "answer.rated-helpful": "Thank you. Good to know that this helped.",
    "answer.rated-unhelpful": "Thank you for saying so. The people who write these answers will see it. "
    "You can ask a coach, or put the question in other words.",
    "answer.not-yours": "Somebody else asked this, and only they can say whether it helped. Ask me the question "
    "yourself, and I will answer you.",
    "answer.suggest": "I am not sure what you mean. Is it one of these?",
    "answer.none-of-these": "None of these",
    "answer.unknown": "I don’t know the answer to that, and I don’t want to guess. You can put it in other words, or "
    "ask a coach.",
    "answer.unknown-outside": "I don’t know the answer to that, and I don’t want to guess. Please put it in other "
    "words.",
    "answer.unknown-summary": "I don’t know the answer to that.",
    "answer.gone": "This article is no longer in the knowledge base. Please ask your question again.",
    "answer.part": "You asked several things. Here they are, one by one:",
    "answer.part-missed": "If one of your questions is missing here, please ask it again by itself.",
    "answer.share": "Share here",
    "answer.shared": "Everybody here can see it now: “{title}”.",
    "answer.shared-by": "Shared by {name}",
    "answer.all-told": "That is all I know about “{title}”. A coach can tell you more, or one of these may help.",
    "answer.ask-usage": "Write your question after the command, for example: {command} who signs the action plan",
    # coach
    "coach.asked": "I passed your question to {coach}. You will get the answer here.",
    "coach.asked-before": "This question is already with {coach}.",
    "coach.none": "Your cluster has no coach yet, so I have saved your question. Your programme administrator can name "
    "a coach, who will then see it.",
    "coach.no-owner": "Nobody looks after this topic yet, so I have saved your question. Your programme administrator "
    "can name somebody for it, who will then see it.",
    "coach.no-topic": "I could not tell which topic your question belongs to, so I do not know who to pass it to. "
    "Please put it in other words, or ask your programme administrator.",
    "coach.question-title": "A question for you",
    "coach.not-reached": "I have saved your question for {coach}, but could not reach them just now. They will see it "
    "on Home.",
    # dialogues
    "dialogue.resumed": "You are continuing your draft of {when}. To start a new one instead, write “new {command}”.",
    "dialogue.resumed-other": "You are continuing the draft that {name} saved on {when}. To start a new one instead, "
    "write “new {command}”.",
    "dialogue.prefilled": "Some answers come from your {dialogue}. Change what does not fit.",
    "dialogue.prefilled-from": "Some answers come from your {dialogue} “{title}”. Change what does not fit.",
    "dialogue.taken-from": "Taken over from: {title}.",
    "dialogue.coach": "Dialogues are for the staff of a cluster. What clusters hand in to you is on Home.",
    "dialogue.saved": "Saved. You can continue at any time: write “{command}”, or open Home.",
    "dialogue.saved-changes": "Saved. Your changes are not submitted yet. Open the document on Home to continue.",
    "dialogue.gone": "I can’t find this document. It may have been removed, or it may belong to another cluster. Open "
    "Home to see what is there.",
    "dialogue.unknown": "There is no dialogue called “{dialogue}”. Write “help” to see them all.",
    "dialogue.page-gone": "This part has been removed. Here is the page it was on.",
    "dialogue.page-unknown": "There is no such page. Here are all the answers.",
    "dialogue.conflict": "You and {name} both changed something on this page. Please choose what to keep.",
    "dialogue.conflict-own": "You changed something here in two places. Please choose what to keep.",
    "dialogue.entry-removed": "Remove this entry",
    "dialogue.merged": "{name} changed this document at the same time. I have combined your changes.",
    "dialogue.conflict-open": "Two people changed “{label}”. Open this part and choose what to keep.",
    "dialogue.changed-meanwhile": "{name} has changed this in the meantime. Please read it again before you submit.",
    "dialogue.changed-since": "This was changed after you opened it. Please read it again before you submit.",
    "dialogue.upgraded": "The questions have been updated since you last saved. Everything you typed is still here.",
    "dialogue.not-ready": "Some parts need your attention before you can submit.",
    "dialogue.submitted": "Submitted: version {version} of “{title}”.",
    "dialogue.cancelled": "Cancelled. The draft is kept for 30 days, until {until}.",
    "dialogue.cancelled-told": "Cancelled, and {name} has been told. The draft is kept for 30 days, until {until}.",
    "dialogue.cancelled-notice": "{name} cancelled your draft “{title}”. It is kept until {until}, and you can bring "
    "it back.",
    "dialogue.restore": "Bring it back",
    "dialogue.restored": "Your draft is back.",
    "dialogue.continue": "Continue",
    "dialogue.cancel": "Cancel draft",
    "dialogue.cancel-confirm": "Cancel this draft? It is kept for 30 days.",
    "dialogue.cancel-confirm-other": "This is {name}’s draft. Cancel it? {name} will be told, and it is kept for 30 "
    "days.",
    "dialogue.open": "Open",
    "dialogue.edit": "Edit",
    "dialogue.no-answer": "Not answered",
    # documents
    "document.statement": "**{statement}**",
    "document.share": "Share here",
    "document.shared": "Everybody here can read “{title}” now.",
    "document.shared-by": "Shared by {name}, version {version}.",
    "document.not-shared": "Nothing was shared. Open the document from the channel where others should read it, and "
    "press “Share here” there.",
    "document.share-submit-first": "Please submit this first, then share it.",
    # coaching
    "coaching.set": "Your coaching session is on {when}. Please hand in your plan by {due}. I will remind you.",
    "coaching.set-late": "Your coaching session is on {when}. The plan was due on {due}, so please hand it in as soon "
    "as you can.",
    "coaching.moved": "Moved. Your coaching session is now on {when}. Please hand in your plan by {due}.",
    "coaching.moved-late": "Moved. Your coaching session is now on {when}. The plan was due on {due}, so please hand "
    "it in as soon as you can.",
    "coaching.current": "Your next coaching session is on {when}. Please hand in your plan by {due}.",
    "coaching.current-late": "Your next coaching session is on {when}. The plan was due on {due}, so please hand it "
    "in as soon as you can.",
    "coaching.none": "No coaching session is set.",
    "coaching.usage": "To set or move it, write: {command} 12 March 2027 14:00. To cancel it: {command} cancel",
    "coaching.past": "{when} is in the past. Please choose a later date.",
    "coaching.of-cluster": "{cluster}: {when}",
    "coaching.of-no-cluster": "None of your clusters has a session coming up.",
    "coaching.coach-no-cluster": "You are a coach. The date is set by the cluster, in its own conversation with me. "
    "You can offer times to choose from, and move or cancel a session: write “/coaching”.",
    # reminders
    **REMINDERS,
    **RESULTS,
    **VERSIONS,
    # requests in plain words
    **REQUESTS,
    **FORMS,
    **CALENDARS,
    **COMMENTS,
    **TYPING,
    **PEOPLE,
    **MAIL,
    **PICTURES,
    **COHORT,
    **PRIVACY,
    **PROGRAMMES,
    **QUESTIONNAIRES,
    **FEEDS,
    **SIGN_INS,
    **SLOTS,
    **FILES,
    **IMPORTS,
    # home
    **HOME,
    **PROMPTS,
    **IMPORTING,
    # hand-over to a coach
    "handover.question": "{name} from {cluster} asks: “{question}”",
    "handover.question-alone": "{name} asks: “{question}”",
    "handover.asked": "“{question}”",
    "handover.before": "Asked before, in the same conversation:",
    "handover.was-answered": "I answered with the article “{title}”.",
    "handover.was-offered": "I was not sure and offered: {titles}",
    "handover.was-unknown": "I had no answer.",
    "handover.wrote": "{name}: {text}",
    "handover.wrote-at": "{when}",
    "handover.claim": "I’ll answer this",
    "handover.answer-now": "Answer",
    "handover.claimed": "The question is yours: “{question}” Write your answer to {name} as your next message here. "
    "You will see it again before it goes out.",
    "handover.taken": "{coach} has taken this question on.",
    "handover.not-claimed": "Nobody has this question now. To answer it, press “I’ll answer this” on Home.",
    "handover.closed": "{name} has closed this question. There is nothing more to do.",
    "handover.answered-before": "Your answer has already been sent to {name}.",
    "handover.nothing-to-send": "There is no answer to send yet. Write your answer to {name} as your next message.",
    "handover.nothing-to-pass": "There is nothing to send yet. Write what you still need to know as your next message.",
    "handover.too-long": "In all, this has {length} characters. I can pass on up to {limit}. Please make it shorter.",
    "handover.draft": "This will go to {name}, about the question “{question}”:",
    "handover.quote": "{text}",
    "handover.draft-next": "To add something, write another message.",
    "handover.send": "Send to {name}",
    "handover.change": "Change",
    "handover.give-back": "Give it back",
    "handover.not-an-answer": "I meant to ask you",
    "handover.still-yours": "{name}’s question is still yours: “{question}” To answer it, press the button.",
    "handover.your-coach": "your coach",
    "handover.rewrite": "Write your answer to {name} again, as your next message here.",
    "handover.given-back": "You gave the question back. Somebody else can take it on now.",
    "handover.given-back-with": "You gave the question back. Somebody else can take it on now. You had written: "
    "{draft}",
    "handover.sent": "Sent to {name}. You will hear from me if {name} needs more. If others ask the same thing, your "
    "answer can become an article: the people who write the articles then see the question and the answer, without "
    "names.",
    "handover.propose": "Propose as an article",
    "handover.proposed": "Proposed. Thank you: others will find your answer, too.",
    "handover.not-delivered": "I could not reach {name} just now. Your answer is saved. Send it again here or on Home.",
    "handover.again": "Send again",
    "handover.asker-gone": "The person who asked this is no longer here, so the answer cannot be delivered.",
    "handover.answer": "{coach} answers your question “{question}”:",
    "handover.solves": "That answers it",
    "handover.need-more": "I need more",
    "handover.is-closed": "Good. The question is closed.",
    "handover.solved-note": "{name} says that you answered the question: “{question}”",
    "handover.withdrawn-note": "{name} no longer needs an answer: “{question}”",
    "handover.say-more": "What do you still need to know about “{question}”? Write it as your next message here. You "
    "will see it again before it goes out. If you change your mind, write “stop”.",
    "handover.passed": "I passed this on to {coach}.",
    "handover.passed-before": "I have already passed this on.",
    "handover.more": "{name} needs to know more about the question “{question}”:",
    "handover.with-coach": "With your coach",
    "handover.read": "Read the answer",
    "handover.drop": "Not needed any more",
    "handover.drop-confirm": "Close this question? Nobody will answer it then.",
    "handover.state-open": "Nobody has taken it on yet",
    "handover.state-claimed": "{coach} is answering",
    "handover.state-answered": "{coach} has answered",
    "handover.state-unsent": "What you still need to know is not sent yet",
    "handover.state-lost": "Your answer did not arrive",
    # curation of the articles
    "curation.queue": "Questions without a good answer",
    "curation.queue-part": "Questions without a good answer: {first} to {last} of {count}, the most asked first",
    "curation.queue-empty": "No questions are waiting. Well done.",
    "curation.look": "Look",
    "curation.show-more": "Show more",
    "curation.asked": "Times asked: {count}",
    "curation.unhelpful": "Answered, but it did not help",
    "curation.wording": "“{text}”",
    "curation.more-wordings": "and {count} more",
    "curation.was-answered": "The article “{title}” was the answer, and people said that it did not help. "
    "Times: {count}.",
    "curation.was-offered": "Offered, but none was the right one: {titles}",
    "curation.mend": "Edit: {title}",
    "curation.belongs-where": "If an article answers this already, choose it. People who ask this way will then find "
    "it.",
    "curation.belongs": "Belongs to: {title}",
    "curation.another": "Another article",
    "curation.write": "Write an article",
    "curation.aside": "Set aside",
    "curation.which": "Which article? Write its title or id as your next message here. If you change your mind, write "
    "“stop”.",
    "curation.named-alike": "Do you mean one of these? If not, write the title again.",
    "curation.assigned": "“{wording}” now leads to “{title}”. Questions dealt with: {count}.",
    "curation.set-aside": "“{wording}” is set aside. Questions dealt with: {count}.",
    "curation.next": "Next question",
    "curation.undo": "Undo",
    "curation.undo-confirm-phrasing": "Undo this change? Its questions will then be waiting again.",
    "curation.undo-confirm-aside": "Undo this change? Its questions will then be waiting again.",
    "curation.undo-confirm-article": "Undo this version? People will then see what was there before.",
    "curation.undo-confirm-review": "Undo this? The article will then be due again on its earlier date.",
    "curation.undone-phrasing": "Undone. This no longer leads to the article.",
    "curation.undone-aside": "Undone.",
    "curation.undone-article": "Undone. In a few seconds people will see what was there before.",
    "curation.undone-review": "Undone. The article is due again on its earlier date.",
    "curation.wait-again": "The questions are waiting again.",
    "curation.undone-before": "This has already been undone.",
    "curation.done-already": "These questions have already been dealt with. Home shows what is still waiting.",
    "curation.proposed": "Answers that coaches proposed as articles",
    "curation.make-article": "Make it an article",
    "curation.drafts": "Article drafts",
    "curation.no-drafts": "No article is being written.",
    "curation.new": "New article",
    "curation.recent": "Latest changes",
    "curation.change-phrasing": "“{text}” leads to “{title}”",
    "curation.change-article": "Published: “{title}”",
    "curation.change-review": "Read again: “{title}”",
    "curation.change-aside": "Set aside: “{text}”",
    "article.edit": "Edit this article",
    "article.opened": "This is the article as people see it now. Your version replaces it when you submit.",
    "article.from-question": "The ways people asked are already filled in on the third page, and so is a coach’s "
    "answer if there is one.",
    "article.id-stays": "The article keeps its id. Please write “{id}” here.",
    "article.id-taken": "The id “{id}” belongs to the article “{title}”. Choose another id, or edit that article.",
    "article.not-related": "I don’t know an article called “{typed}”. Please check the title, or remove it.",
    "article.changed-since": "{name} changed this article after you began. Your draft is kept. Open the article again "
    "with “Edit this article”, and make your changes there.",
    "article.published": "Published. People will find it in a few seconds.",
    "review.reminder": "Please read this article again, and say whether it is still right: **{title}** (last read on "
    "{date}).",
    "review.open": "Open the article",
    "review.right": "Still right",
    "review.noted": "Noted. “{title}” is due again on {date}.",
    "review.note": "You look after this article.",
    "review.why": "You get this because you look after the article “{title}”. Articles are read again from time to "
    "time, so that they stay right.",
    "review.due": "Articles to read again",
    "review.due-on": "Due {date}",
    "review.was-due": "Was due {date}",
}
