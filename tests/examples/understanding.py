"""Where the cluster stands: profile, needs, strategy, and what it learned from another one."""

from collections.abc import Mapping

from tests.examples.example import Answers, Example, ratings, table

PROFILE: Answers = {
    "organisation": {
        "name": "Blue Coast Food Cluster",
        "country": "Portugal",
        "city": "Matosinhos",
        "founded": "2011",
        "members": "62",
    },
    "ecosystems": {
        "ecosystems": ["agri-food", "retail"],
        "own": "Food from the sea",
        "first": "Fresh",
        "second": "Open to every size",
        "third": "Seaworthy",
    },
    "challenges": {
        "themes": ["financial-sustainability", "engagement"],
        "own": "Small canneries have nobody who could work on projects",
        "expectation": "Leave with a plan on which our board can decide in June.",
    },
    "person": {"role": "Cluster manager", "joined": "2018"},
}

NEEDS_ASSESSMENT: Answers = {
    "members": {
        "ratings": {
            "attracting-members": {"importance": "4", "today": "3"},
            "retaining-members": {
                "importance": "5",
                "today": "2",
                "note": "Two canneries left when the fee went up in 2025.",
            },
            "engagement": {"importance": "5", "today": "2", "note": "Always the same 15 people come."},
            "cross-sector": {"importance": "3", "today": "2"},
        }
    },
    "services": {
        "ratings": {
            "service-innovation": {"importance": "4", "today": "3"},
            "financial-sustainability": {
                "importance": "5",
                "today": "1",
                "note": "The grant of the region ends in December 2028.",
            },
            "measuring-success": {"importance": "3", "today": "2"},
        }
    },
    "organisation": {
        "ratings": ratings("importance today", governance="24", visibility="33", internationalisation="42")
    },
    "trends": {"ratings": ratings("importance today", green="52", digital="42", resilience="33")},
}

MEMBER_NEEDS: Answers = {
    "members": {
        "members": table(
            "name size weight",
            ("cans", "Conservas Atlântico", "medium", "5"),
            ("farm", "Mar Vivo Aquaculture", "small", "4"),
            ("cold", "Porto Cold Chain", "medium", "3"),
            ("weed", "Algas do Norte", "micro", "3"),
            ("lab", "Institute of Marine Food", "other", "2"),
        )
    },
    "needs": {
        "needs": table(
            "text area service",
            ("staff", "Trained staff for filleting and cold storage", "skills", ""),
            ("buyers", "Buyers outside Portugal and Spain", "markets", "Joint stand at the seafood fair"),
            ("energy", "Lower energy costs of cold stores", "green", ""),
            ("origin", "Data on the origin of each catch", "digital", "Working group on traceability"),
        )
    },
    "urgency": {
        "urgencies": ratings(
            "staff buyers energy origin", cans="3322", farm="2213", cold="3031", weed="1312", lab="0113"
        )
    },
}

STRATEGY: Answers = {
    "trends": {
        "political": "The new fisheries fund asks for projects of several companies",
        "economic": "Energy of cold stores costs twice as much as in 2021",
        "social": "Few young people want to work in filleting",
        "technological": "Retailers ask for the origin of each catch as data",
        "environmental": "Sardines move north",
        "first": "Retailers ask for the origin of each catch",
        "second": "Energy gets dearer",
    },
    "needs": {
        "needs": table(
            "text whose",
            ("staff", "Trained staff for filleting and cold storage", "members"),
            ("buyers", "Buyers outside Portugal and Spain", "members"),
            ("energy", "Lower energy costs of cold stores", "members"),
            ("money", "Less dependence on the grant of the region", "cluster"),
        )
    },
    "direction": {
        "vision": "Everybody on our coast can live well from food of the sea, without emptying it.",
        "mission": "We bring producers, research and buyers together: small companies sell more of better food.",
        "objectives": {
            "order": ["trace", "save", "fees"],
            "rows": {
                "trace": {
                    "text": "Half of our members can show the origin of each catch by 2029",
                    "measure": "31 members with a data sheet (today 4)",
                    "answers": ["first", "buyers"],
                },
                "save": {
                    "text": "Cold stores of members use a fifth less energy by 2029",
                    "measure": "MWh a year in 12 cold stores",
                    "answers": ["second", "energy"],
                },
                "fees": {"text": "Half of our income comes from members and services", "answers": ["money"]},
            },
        },
    },
    "competences": {
        "levels": ratings(
            "today desired", technical="44", methods="34", strategy="24", languages="45", funding="45", processes="24"
        )
    },
    "services": {
        "services": {
            "order": ["fair", "group", "visits"],
            "rows": {
                "fair": {
                    "name": "Joint stand at the seafood fair",
                    "needs": ["buyers"],
                    "competence": "languages",
                },
                "group": {"name": "Working group on traceability", "needs": ["buyers"], "competence": "technical"},
                "visits": {"name": "Visits to member companies", "needs": ["staff"], "competence": "methods"},
            },
        }
    },
    "communication": {
        "groups": ["members", "prospects", "funders"],
        "aim": "Members know what they get for their fee, and tell two others.",
        "messages": "We find you the partner you need within two weeks.",
        "channels": "One e-mail a month\nThe harbour breakfast\nThe trade journal",
    },
}

PRACTICE: Answers = {
    "example": {
        "example": "A seafood cluster in Norway where members pay for every service",
        "source": "Talk at the training in Brussels",
        "what": "They asked every member what a service is worth, and stopped those that nobody would pay for.",
    },
    "takeaways": {
        "takeaways": table(
            "text",
            ("ask", "Ask what a service is worth before you set its price"),
            ("stop", "Stop what nobody would pay for"),
            ("tell", "Tell the board the numbers every quarter"),
        )
    },
    "apply": {
        "apply": "Ask ten members what the fair is worth to them\nOffer energy checks for a price",
        "stops": "The board promised that everything is in the fee",
    },
}

EXAMPLES: Mapping[str, Example] = {
    "cluster-profile": Example(
        "I would like to introduce our cluster", "ich möchte unseren Cluster beschreiben", PROFILE
    ),
    "needs-assessment": Example(
        "we want to find out what we need", "nous voulons évaluer nos besoins", NEEDS_ASSESSMENT
    ),
    "member-needs": Example(
        "we want to rank what our members need", "queremos saber qué necesitan nuestros miembros", MEMBER_NEEDS
    ),
    "strategy-review": Example("we want to review our strategy", "wir wollen unsere Strategie überprüfen", STRATEGY),
    "best-practice": Example(
        "I want to note what we learned from another cluster", "vorrei annotare una buona pratica", PRACTICE
    ),
}
"""Dialogue → example."""
