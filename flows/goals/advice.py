"""What the checks of a goal say: apart from the readings, which only a goal that is checked needs."""

WORDS: dict[str, str] = {
    "goal.empty": "There is no goal here yet. What should be different, for whom, and by when?",
    "goal.not-specific": "This goal does not yet say exactly what. What will there be, for whom or where?",
    "goal.vague-words": 'Words such as "{words}" can mean many things. What exactly will there be, for whom or where?',
    "goal.vague-with-number": 'The number is a good start, but "{words}" can mean many things. '
    "Which group, place or channel do you mean?",
    "goal.not-measurable": "Nothing here can be counted or ticked off yet. How will you know that it is reached?",
    "goal.how-many": 'You name "{words}", but not how many. Which number is enough?',
    "goal.number-is-a-name": '"{words}" is a name, not a measure. How many, how much, or what will be finished?',
    "goal.number-is-context": "The number {words} says who is meant, not what is reached. How many of them should have "
    "what?",
    "goal.number-is-the-deadline": "The only number here is the deadline. What should be counted or finished by then?",
    "goal.no-deadline": "This goal has no date yet. By when should it be reached?",
    "goal.repetition-without-end": '"{words}" has no end. Until when, or how often by which date?',
    "goal.deadline-vague": '"{words}" can be any time. Which date would you write in the calendar?',
    "goal.year-is-a-name": 'The year in "{words}" belongs to a name. By when should your own goal be reached?',
    "goal.start-without-end": '"{words}" is when it begins or began. By when should it be reached?',
    "goal.deadline-passed": "The deadline {date} has passed. Which new date is realistic?",
    "goal.weak-verb": '"{verb}" leaves open what you will do. Try a verb one can see: launch, sign, train, publish.',
    "goal.no-verb": "No verb says what you will do. Start with one: launch, sign, train, publish.",
    "goal.long": "This goal has {count} words. Keep to about 30: what, how much and by when.",
    "goal.many-sentences": "This goal has {count} sentences. One or two are read at a glance; move the "
    "rest to the actions.",
    "goal.jargon": '"{words}" are hard to picture. Say it as you would to a new member.',
    "goal.long-words": 'Long words such as "{words}" slow the reader down. Use shorter ones.',
    "goal.nested": "This sentence has many side clauses. Split it, or keep only what, how much and by when.",
}
"""English text by message id, with ``{param}`` placeholders: the reason, then a suggestion."""
