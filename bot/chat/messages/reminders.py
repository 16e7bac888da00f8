"""What reminders say, in English."""

from collections.abc import Mapping

REMINDERS: Mapping[str, str] = {
    "reminder.action-ahead": "On {date} this is due: **{action}** (from the plan “{plan}”).",
    "reminder.action-tomorrow": "Tomorrow, on {date}, this is due: **{action}** (from the plan “{plan}”).",
    "reminder.action-today": "Today, {date}, this is due: **{action}** (from the plan “{plan}”).",
    "reminder.action-late": "This was due on {date}: **{action}** (from the plan “{plan}”). Is it done?",
    "reminder.action-away": "{name} is away when this is due, on {date}: **{action}** (from your plan “{plan}”).",
    "reminder.action-undone": "I asked {name} several times, but this, due on {date}, is still open: **{action}** "
    "(from your plan “{plan}”).",
    "reminder.action-other": "{name} is responsible. I cannot reach them here, so I tell you.",
    "reminder.action-others": "{name} are responsible. I cannot reach them here, so I tell you.",
    "reminder.action-nobody": "Nobody is responsible for this yet, so I tell you.",
    "reminder.action-with": "{name} and you are responsible.",
    "reminder.plan-5": "Your coaching session is on {when}. Please hand in your action plan by {due}.",
    "reminder.plan-3": "Your coaching session is on {when}. Your action plan should be with your coach by {due}.",
    "reminder.session-1": "Your coaching session is on {when}.",
    "reminder.strategy-ahead": "On {date} you look back on your strategy: **{strategy}**. Ask members before what came "
    "of it.",
    "reminder.strategy-today": "Today, {date}, you look back on your strategy: **{strategy}**. What goes on, what "
    "changes, what stops?",
    "reminder.strategy-over": "The review of your strategy was due on {date}: **{strategy}**. When do you look back "
    "on it?",
    "reminder.page": "Page {page} of {pages}; {count} in all.",
    "reminder.page-next": "Next page",
    "reminder.page-before": "Page before",
    "reminder.digest": "Several things are due:",
    "reminder.summary-more": "{first} – and {count} more",
    "reminder.late-summary": "Some reminders came too late",
    "reminder.late": "I could not reach you for a while. These reminders came too late to be sent:",
    "reminder.late-more": "and {count} more",
    "reminder.late-action": "**{action}**, due on {date} (from the plan “{plan}”)",
    "reminder.late-session": "Your coaching session on {when}",
    "reminder.late-review": "The article “{title}” should be read again",
    "reminder.late-strategy": "The review of your strategy **{strategy}**, due on {date}",
    "week.intro": "Your week:",
    "week.late": "Overdue since {date}: **{action}**",
    "week.late-more": "and {count} more that are overdue",
    "week.due": "Due on {date}: **{action}**",
    "week.due-more": "and {count} more that are due this week",
    "week.done": "Done lately: {action}",
    "week.done-more": "and {count} more that are done",
    "week.session": "Next coaching session: {when}",
    "week.off-button": "No weekly look",
    "week.on-button": "Turn on again",
    "week.off": "You get no look at your week on Mondays any more. You can turn it on again in your settings.",
    "week.on": "You get a look at your week on Monday mornings when there is something to tell.",
    "reminder.done": "Done",
    "reminder.later": "Later …",
    "reminder.snooze-day": "Remind me tomorrow",
    "reminder.snooze-week": "Remind me next week",
    "reminder.why": "Why this?",
    "reminder.open-plan": "Open the plan",
    "reminder.open-strategy": "Open the strategy",
    "reminder.start-plan": "Start your plan",
    "reminder.is-done": "Well done. “{action}” is marked as done, and I will not remind you of it again.",
    "reminder.undo": "Undo",
    "reminder.is-open": "“{action}” is open again, and I remind you of it as before.",
    "reminder.was-open": "“{action}” is open already.",
    "reminder.was-done": "“{action}” was marked as done already.",
    "reminder.snoozed": "I will remind you again on {when}.",
    "reminder.gone": "This reminder is no longer needed: what it was about was changed, finished or cancelled.",
    "reminder.too-late": "The session begins before that, so I cannot remind you later.",
    "reminder.removed-in-draft": "“{action}” was taken out of the plan, but that change is not submitted yet. Submit "
    "the plan, and its reminders stop.",
    "reminder.why-nobody": "You get this because nobody is responsible for it in the plan “{plan}”, which is yours.",
    "reminder.why-action": "You get this because {person} is responsible for it in the plan “{plan}”. I remind "
    "7 days and 1 day before a deadline, the day after if it is not done, and then three times weekly.",
    "reminder.why-several": "You get this because you are responsible for it in the plan “{plan}”, together with "
    "{person}. I remind 7 days and 1 day before a deadline, the day after if it is not done, and then three times "
    "weekly.",
    "reminder.why-plan": "You get this because the plan “{plan}” is yours.",
    "reminder.why-owner": "You get this because I cannot reach {person}, who is responsible, and the plan “{plan}” "
    "is yours.",
    "reminder.why-session": "You get this because your cluster has a coaching session on {when}. The plan is due "
    "three days before it.",
    "reminder.why-strategy": "You get this because the strategy “{strategy}” is yours. I remind 7 days before each of "
    "its reviews, and on the day.",
    "reminder.strategy-next": "The next review is on {date}. I remind {name} 7 days before and on the day.",
    "reminder.strategy-none": "All its reviews are over, so there are no more reminders.",
    "reminder.why-off": "To stop all reminders, write “reminders off”.",
    "reminder.off": "Reminders are off. Write “reminders on” to get them again.",
    "reminder.on": "Reminders are on.",
    # a sample, for administrators
    "sample.note": "This is a sample. Nothing is due, and its buttons change nothing.",
    "sample.summary": "A sample of a reminder",
    "sample.plan": "Sample plan",
    "sample.first": "Call the ten most promising companies",
    "sample.second": "Invite them to the June event",
}
