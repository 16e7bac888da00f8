"""What is said about all clusters of a coach or a programme, in English."""

from collections.abc import Mapping

COHORT: Mapping[str, str] = {
    "cohort.title": "All clusters",
    "cohort.all": "All clusters",
    "cohort.on-home": "Clusters at a glance",
    "cohort.counts": "{counts}. Late: {late}.",
    "help.cohort": "Write “{command}” to see how far all your clusters are, or “{command} late”.",
    "cohort.not-yours": "Only coaches and administrators can see all clusters. What your own cluster has to do is on "
    "Home.",
    "cohort.no-clusters": "There are no clusters for you here yet. A programme administrator can assign you some.",
    "cohort.summary": "Clusters: {count}. Late: {late}.",
    "cohort.what-is-seen": "Until a cluster hands something in, you see only that it has been started. Overdue actions "
    "are counted in the plan that was handed in.",
    "cohort.count": "{name}: {count}",
    "cohort.none-such": "No cluster fits that just now.",
    "cohort.state-all": "All",
    "cohort.state-late": "Late",
    "cohort.state-none": "Nothing yet",
    "cohort.state-draft": "Draft",
    "cohort.state-handed-in": "Handed in",
    "cohort.state-in-comments": "Sent back",
    "cohort.state-done": "Accepted",
    "cohort.by-name": "By name",
    "cohort.by-state": "By state",
    "cohort.by-session": "By next session",
    "cohort.by-overdue": "By overdue actions",
    "cohort.overdue": "Overdue actions: {count}",
    "cohort.reminded": "Reminded today",
    "cohort.handed-in-on": "Version {version} handed in on {date}",
    "cohort.open-points": "Open comments: {count}",
    "cohort.next-session": "Next session: {when}",
    "cohort.due": "Plan due: {when}",
    "cohort.was-due": "Plan was due: {when}",
    "cohort.nudge": "Remind",
    "cohort.gone": "I can’t find this cluster. Open “All clusters” to see yours.",
    "cohort.nothing-waits": "{cluster} has handed in everything you asked for. There is nothing to remind them of.",
    "cohort.reminded-already": "{cluster} has already been reminded today. You can remind them again tomorrow.",
    "cohort.nobody-reached": "Nobody in {cluster} can be reminded: they have no account here, or they have turned "
    "reminders off. Please contact them another way.",
    "cohort.nudged": "During their working hours, I will remind these people in {cluster} what to hand in: {names}.",
    "cohort.not-nudged": "Not reminded, because they have no account or have turned reminders off: {names}.",
    "cohort.compare": "Compare needs",
    "cohort.needs-title": "Needs of the clusters, compared",
    "cohort.needs-of": "The needs that {count} clusters have handed in, as of {date}. No cluster is named.",
    "cohort.needs-too-few": "Needs are compared once at least {fewest} clusters have handed in a needs assessment, by "
    "itself or behind a plan, so that nobody can tell who said what. There are not that many yet.",
    "cohort.needs-rule": "All figures are rounded averages: priority from 0 to 20 = importance × (5 − handled today), "
    "the others from 1 to 5. A theme is listed if at least {fewest} clusters rated it. The figures change when at "
    "least {fewest} clusters have handed in something new, all at once.",
    "cohort.column-theme": "Theme",
    "cohort.column-priority": "Priority",
    "cohort.column-importance": "Importance",
    "cohort.column-today": "Handled today",
    "cohort.column-clusters": "Clusters that rated it",
    "cohort.column-cluster": "Cluster",
    "cohort.column-state": "State",
    "cohort.column-late": "Late",
    "cohort.column-version": "Version",
    "cohort.column-handed-in": "Handed in",
    "cohort.column-open-points": "Open comments",
    "cohort.column-next-session": "Next session",
    "cohort.column-plan-due": "Plan due",
    "cohort.column-overdue": "Overdue actions",
    "cohort.yes": "Yes",
    "reminder.nudge-plan": "{by} asks you to hand in your action plan. No coaching session is set yet.",
    "reminder.nudge-plan-by": "{by} asks you to hand in your action plan by {due}. The coaching session is on {when}.",
    "reminder.nudge-plan-late": "{by} asks for your action plan. It was due by {due}; please hand it in as soon as you "
    "can. The coaching session is on {when}.",
    "reminder.nudge-answer": "{by} asks you to answer the comments on your action plan (open comments: {count}), and "
    "to hand in the next version.",
    "reminder.nudge-answer-by": "{by} asks you to answer the comments on your action plan (open comments: {count}), "
    "and to hand in the next version by {due}. The coaching session is on {when}.",
    "reminder.nudge-answer-late": "{by} asks you to answer the comments on your action plan (open comments: {count}), "
    "and to hand in the next version as soon as you can. It was due by {due}; the coaching session is on {when}.",
    "reminder.nudge-next": "Your action plan was sent back. {by} asks you to hand in the next version.",
    "reminder.nudge-next-by": "Your action plan was sent back. {by} asks you to hand in the next version by {due}. The "
    "coaching session is on {when}.",
    "reminder.nudge-next-late": "Your action plan was sent back. {by} asks you to hand in the next version as soon as "
    "you can. It was due by {due}; the coaching session is on {when}.",
    "reminder.why-nudge": "You get this because {by}, who looks after your cluster, asked me to remind you.",
    "reminder.late-nudge": "{by} asked you to hand in your action plan.",
}
