"""What the cluster asks its members."""

from collections.abc import Mapping

from tests.examples.example import Answers, Example, table

QUESTIONNAIRE: Answers = {
    "aim": {
        "name": "Our services in 2028",
        "purpose": "Which services we keep, and what small canneries would pay for",
        "greeting": "It takes five minutes. In February we tell you what we change.",
    },
    "questions": {
        "satisfaction": ["overall", "useful"],
        "needs": ["areas"],
        "engagement": ["often"],
        "payment": ["pay-much"],
        "text": ["change"],
        "own": table(
            "text kind options",
            ("fair", "Was the fair in Porto worth its time?", "yes-no", ""),
            ("day", "On which day could you come?", "choice", "Tuesday morning\nThursday evening"),
        ),
    },
    "who": {
        "way": "personal",
        "members": table(
            "name group weight",
            ("norte", "Conservas do Norte", "Canneries", "5"),
            ("sal", "Sal & Mar", "Canneries", "3"),
            ("doca", "Doca Sete", "Canneries", ""),
            ("rede", "Rede Viva", "Canneries", "1"),
            ("ilha", "Ilha Azul", "Canneries", "2"),
            ("algas", "Algas Atlânticas", "Start-ups", "4"),
        ),
    },
    "dates": {"reminder": "2028-01-10", "deadline": "2028-01-20"},
}

EXAMPLES: Mapping[str, Example] = {
    "member-questionnaire": Example(
        "we want to ask our members with a questionnaire", "wir wollen unsere Mitglieder befragen", QUESTIONNAIRE
    )
}
"""Dialogue → example."""
