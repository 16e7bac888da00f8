"""What is said about all clusters of a coach or a programme, in English."""

from collections.abc import Mapping

COHORT: Mapping[str, str] = {
    "cohort.title": "All clusters",
    "cohort.all": "All clusters",
    "cohort.on-home": "Clusters at a glance",
    "cohort.counts": "{counts}. Late: {late}.",
    "help.cohort": "Write “{command}” to see how far all your clusters are, or “{command} late”.",
    "cohort.not-yours": "All clusters are seen by coaches and administrators only. What your own cluster has to do "
    "stands on Home.",
    "cohort.no-clusters": "There is no cluster here for you yet. An administrator of the programme can let you "
    "accompany some.",
    "cohort.summary": "Clusters: {count}. Late: {late}.",
    "cohort.what-is-seen": "Of what a cluster has not handed in you see that something is begun, and nothing else. "
    "Overdue actions are counted in the plan that was handed in.",
    "cohort.count": "{name}: {count}",
    "cohort.none-such": "No cluster is like that just now.",
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
    "cohort.gone": "I can’t find this cluster. Open “All clusters” to see those that you accompany.",
    "cohort.nothing-waits": "{cluster} has handed in what is asked for. There is nothing to remind of.",
    "cohort.reminded-already": "{cluster} was reminded today already. You can remind them again tomorrow.",
    "cohort.nobody-reached": "Nobody of {cluster} can be reminded: they have no account here, or they have turned "
    "reminders off. Please write to them in another way.",
    "cohort.nudged": "I remind the people of {cluster} of what to hand in, in their working hours: {names}.",
    "cohort.not-nudged": "Not reminded, as they have no account or have turned reminders off: {names}.",
    "cohort.compare": "Compare needs",
    "cohort.needs-title": "Needs of the clusters, compared",
    "cohort.needs-of": "The needs that {count} clusters have handed in, as of {date}. No cluster is named.",
    "cohort.needs-too-few": "The needs of clusters are compared from {fewest} clusters on, so that nobody can tell who "
    "said what. So many have not handed in a needs assessment yet, by itself or behind a plan.",
    "cohort.needs-rule": "All figures are rounded averages: priority from 0 to 20 = importance × (5 − handled today), "
    "the others from 1 to 5. A theme stands here if at least {fewest} clusters rated it. The figures change when at "
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
    "reminder.nudge-plan-late": "{by} asks for your action plan. It was to be handed in by {due}; please hand it in as "
    "soon as you can. The coaching session is on {when}.",
    "reminder.nudge-answer": "{by} asks you to answer what was said of your action plan (open comments: {count}), and "
    "to hand in the next version.",
    "reminder.nudge-answer-by": "{by} asks you to answer what was said of your action plan (open comments: {count}), "
    "and to hand in the next version by {due}. The coaching session is on {when}.",
    "reminder.nudge-answer-late": "{by} asks you to answer what was said of your action plan (open comments: {count}), "
    "and to hand in the next version as soon as you can. It was due by {due}; the coaching session is on {when}.",
    "reminder.nudge-next": "Your action plan was sent back. {by} asks you to hand in the next version.",
    "reminder.nudge-next-by": "Your action plan was sent back. {by} asks you to hand in the next version by {due}. The "
    "coaching session is on {when}.",
    "reminder.nudge-next-late": "Your action plan was sent back. {by} asks you to hand in the next version as soon as "
    "you can. It was due by {due}; the coaching session is on {when}.",
    "reminder.why-nudge": "You get this because {by}, who accompanies your cluster, asked me to remind you.",
    "reminder.late-nudge": "{by} asked you to hand in your action plan.",
}
