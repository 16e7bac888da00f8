"""What the cluster decides: services, a challenge, who trains its members, and where it goes abroad."""

from collections.abc import Mapping

from tests.examples.example import Answers, Example, ratings, table

PORTFOLIO: Answers = {
    "services": {
        "services": table(
            "name field income cost",
            ("fair", "Joint stand at the seafood fair", "abroad", "42,000", "48,000"),
            ("group", "Working group on traceability", "innovation", "", "9,000"),
            ("breakfast", "Harbour breakfast", "networking", "1,200", "3,500"),
            ("letter", "Printed newsletter", "information", "", "11,000"),
            ("calls", "Help with proposals", "funding", "16,000", "12,000"),
        )
    },
    "ours": {"ratings": ratings("effort satisfaction", fair="44", group="24", breakfast="14", letter="43", calls="44")},
    "members": {
        "ratings": {
            "fair": {"satisfaction": "4", "comment": "We met eleven buyers in two days."},
            "group": {"satisfaction": "5"},
            "breakfast": {"satisfaction": "4"},
            "letter": {"satisfaction": "2", "comment": "Nobody in our office reads it on paper."},
            "calls": {"satisfaction": "2", "comment": "Good, but too late for two calls."},
        }
    },
    "needs": {
        "needs": {
            "order": ["staff", "buyers", "energy"],
            "rows": {
                "staff": {"need": "Trained staff for filleting and cold storage", "served_by": []},
                "buyers": {"need": "Buyers outside Portugal and Spain", "served_by": ["fair"]},
                "energy": {
                    "need": "Lower energy costs of cold stores",
                    "served_by": [],
                    "whose": "Twelve members with cold stores of their own",
                },
            },
        }
    },
}

IDEA: Answers = {
    "demand": {
        "name": "Energy checks for cold stores",
        "need": "Energy of cold stores costs twice as much as in 2021, and nobody knows where it goes.",
        "asking": "14",
        "members": "62",
        "which": "Nine canneries, three fish farms and two logistics companies",
        "evidence": "Survey in January: 14 of 41 answers. Three asked again since.",
    },
    "offer": {
        "users": "Technical managers of members with cold stores",
        "value": "They find the three dearest leaks in one day and know what each costs.",
        "deliver": "One day on site with an engineer, and a report of two pages",
        "partners": "Energy agency of the region\nPorto Cold Chain",
    },
    "money": {
        "resources": "25 days of a project manager, an engineer of the energy agency",
        "cost": "21,000",
        "payer": "The companies that use it; in the first year the region pays half",
        "price": "900",
        "expected": "12",
        "others": "11,000",
    },
    "pilot": {
        "pilot": "Three cold stores in May, for half of the price",
        "testers": "Conservas Atlântico, Mar Vivo, Porto Cold Chain",
        "until": "2027-06-18",
        "go_on": "Two of the three would pay the full price again.",
    },
}

CHALLENGE: Answers = {
    "challenge": {
        "theme": "engagement",
        "own": "Small members do not come to our meetings",
        "shows": "Of 62 members, 15 came to the last three meetings. Two canneries left this year.",
    },
    "effect": {
        "effect": "Projects always have the same five partners, and fees of 7,000 euro are at risk.",
        "causes": table(
            "text",
            ("hours", "Meetings are in the mornings, when boats land"),
            ("far", "Half of the members need more than an hour to get to us"),
            ("use", "Small members see no use in talks about research"),
        ),
    },
    "solutions": {
        "solutions": {
            "order": ["online", "harbour", "topics"],
            "rows": {
                "online": {"text": "Hold every second meeting online at 17:00", "causes": ["hours", "far"]},
                "harbour": {"text": "Meet in a different harbour each time", "causes": ["far"]},
                "topics": {"text": "Let three small members choose the topics", "causes": ["use"]},
            },
        }
    },
    "first": {"first": "online", "why": "It costs nothing, and we see at the next meeting whether it works."},
}

PARTNERS: Answers = {
    "needs": {
        "needs": table(
            "need learners",
            ("fillet", "Filleting by machine", "About 30 people of nine canneries"),
            ("cool", "Running a cold store with less energy", "Twelve technical managers"),
            ("data", "Entering the origin of a catch", "One person of each member"),
        )
    },
    "partners": {
        "partners": {
            "order": ["school", "agency", "start", "lab"],
            "rows": {
                "school": {
                    "name": "Fisheries training centre",
                    "kind": "school",
                    "offer": "Filleting, hygiene, machines",
                    "target": "Beginners and people who come back to work",
                    "formats": ["course", "on-the-job"],
                    "cost": "3,200 euro for a group of 12",
                    "experience": "Four courses for canneries last year.",
                },
                "agency": {
                    "name": "Energy agency of the region",
                    "kind": "other",
                    "offer": "Energy in buildings and cooling",
                    "formats": ["masterclass"],
                    "cost": "Free until 2028",
                },
                "start": {
                    "name": "Catchbook",
                    "kind": "start-up",
                    "offer": "Their app, and how to enter data with it",
                    "formats": ["online", "on-the-job"],
                    "cost": "40 euro for each person",
                },
                "lab": {"name": "Institute of Marine Food", "kind": "university", "offer": "Food safety"},
            },
        }
    },
    "fit": {"fit": ratings("school agency start lab", fillet="3001", cool="1300", data="1031")},
}

ABROAD: Answers = {
    "diagnostics": {
        "market": "Seven tenths of the sales go to Portugal and Spain. Tins come from one supplier in Italy.",
        "ambition": "In our survey 18 of 62 want to sell in the Nordic countries.",
        "capability": "One colleague for two days a week, contacts to clusters in four countries",
        "standing": ratings("ambition capability", sell="53", supply="32", innovate="33", learn="24", visible="43"),
    },
    "choice": {
        "objectives": table(
            "objective",
            ("nordic", "Eight members sell in the Nordic countries by 2029"),
            ("tins", "Two more suppliers of tins by 2028"),
        ),
        "approach": "both",
        "targets": table(
            "name why",
            ("se", "Sweden", "Pays well for tinned fish, and four members know it"),
            ("no", "Seafood cluster in Norway", "Knows the retailers, and wants our canneries as partners"),
        ),
    },
    "action": {
        "services": {
            "order": ["course", "tour", "stand"],
            "rows": {
                "course": {
                    "service": "Training on labels and prices in Sweden",
                    "areas": ["sell", "learn"],
                    "responsible": "Rui Costa",
                    "by": "2027-05-28",
                },
                "tour": {
                    "service": "Visit to buyers in Gothenburg",
                    "areas": ["sell", "visible"],
                    "responsible": "Carla Faria",
                    "by": "2027-09-30",
                },
                "stand": {
                    "service": "Meeting with two makers of tins in France",
                    "areas": ["supply"],
                    "by": "2027-11-12",
                },
            },
        },
        "partners": table("name brings", ("een", "Enterprise Europe Network", "Meetings with buyers")),
        "funding": table(
            "source secured", ("fees", "Members pay half of each trip", "yes"), ("fund", "Fisheries fund", "no")
        ),
    },
    "reviews": {"first": "2027-06-15", "pause": "3-months", "last": "2028-06-30"},
}

EXAMPLES: Mapping[str, Example] = {
    "service-portfolio": Example(
        "we want to decide which services to keep", "wir wollen unsere Dienstleistungen überprüfen", PORTFOLIO
    ),
    "service-idea": Example("I'd like to develop a new service", "nous voulons développer un nouveau service", IDEA),
    "challenge": Example(
        "we want to work on a challenge", "queremos resolver un problema de nuestro clúster", CHALLENGE
    ),
    "training-partners": Example(
        "we are looking for somebody to train our members", "cerchiamo qualcuno che formi i nostri membri", PARTNERS
    ),
    "international-strategy": Example(
        "we want to plan our move abroad", "chcemy zaplanować wejście na rynki zagraniczne", ABROAD
    ),
}
"""Dialogue → example."""
