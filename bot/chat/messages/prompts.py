"""What one could write next, in English: how it is offered, and what is then written in the person's name."""

from collections.abc import Mapping

PROMPTS: Mapping[str, str] = {
    "prompt.start-message": "Start our {dialogue}",
    "prompt.begin": "Begin with our {dialogue}",
    "prompt.start": "Start our {dialogue}",
    "prompt.go-on": "Go on with our {dialogue}",
    "prompt.session-plan": "Make our {dialogue} for the coaching session",
    "prompt.article": "Write an article",
    "prompt.hand-in": "Hand in our plan for the coaching session",
    "prompt.hand-in-message": "Open our action plan",
    "prompt.due": "What is due this week?",
    "prompt.due-message": "What is due this week?",
    "prompt.help": "What can you do?",
    "prompt.help-message": "What can you do?",
    "prompt.waits": "What waits for me?",
    "prompt.waits-message": "Home",
    "prompt.late": "Which clusters are late?",
    "prompt.late-message": "Which clusters are late?",
    "prompt.not-handed-in": "Who has not handed in?",
    "prompt.not-handed-in-message": "Who has not handed in?",
    "prompt.clusters": "Show all clusters",
    "prompt.clusters-message": "Show all clusters",
    "prompt.invite": "Invite a colleague",
    "prompt.invite-message": "Invite a colleague",
    "prompt.question": "How do we attract new members?",
    "prompt.question-message": "How do we attract new members?",
}
