"""What the cluster plans: a goal, the actions that lead there, its business model, a green roadmap and its skills."""

from collections.abc import Mapping
from typing import Any

from tests.examples.example import Answers, Example, ratings, table

GOAL: Answers = {
    "specific": {
        "what": "Cut the energy use of cold stores",
        "who": "The cluster office with the energy agency",
        "where": "At twelve members with cold stores",
        "why": "Energy costs twice as much as in 2021.",
    },
    "measurable": {
        "indicator": "Energy of twelve cold stores",
        "unit": "MWh a year",
        "today": "8,400",
        "target": "7,140",
    },
    "achievable": {
        "first_steps": "Ask twelve members for their bills\nTest the check at three cold stores\nAgree on a price",
        "resources": "25 days of work, 21,000 euro",
    },
    "relevant": {
        "objective": "Cold stores of members use a fifth less energy by 2029",
        "budget": "yes",
        "time": "yes",
        "knowledge": "no",
    },
    "time_bound": {"deadline": "2028-06-30"},
    "tree": {
        "measures": table(
            "name", ("m1", "Energy checks at twelve cold stores"), ("m2", "A club that buys doors and seals")
        ),
        "indicators": table(
            "name unit today target",
            ("i1", "Energy of twelve cold stores", "MWh a year", "8,400", "7,140"),
            ("i2", "Cold stores that were checked", "cold stores", "0", "12"),
        ),
    },
}


def _action(
    action: str, responsible: str, deadline: str, days: str, impact: str, effort: str, **more: Any
) -> dict[str, Any]:
    fields = {"action": action, "responsible": responsible, "deadline": deadline, "duration": days}
    return {**fields, "impact": impact, "effort": effort, **more}


PLAN: Answers = {
    "start": {
        "start": "2027-03-08",
        "goals": table(
            "statement", ("g", "Cut the energy use of twelve cold stores to 7,140 MWh a year by 30 June 2028.")
        ),
    },
    "deliverables": {
        "deliverables": table(
            "name tasks",
            ("d1", "List of cold stores with their bills", "Ask members\nCompare the bills"),
            ("d2", "Check that was tested at three cold stores", "Find an engineer\nTest it"),
        )
    },
    "actions": {
        "actions": {
            "order": ["ask", "engineer", "test", "price", "tell"],
            "rows": {
                "ask": _action(
                    "Ask twelve members for their energy bills",
                    "Carla Faria",
                    "2027-03-26",
                    "5",
                    "high",
                    "low",
                    outcome="Ten bills",
                    accountable="Rui Costa",
                    status="in-progress",
                ),
                "engineer": _action(
                    "Agree on an engineer with the energy agency",
                    "Rui Costa",
                    "2027-04-09",
                    "3",
                    "high",
                    "low",
                    stakeholders="Energy agency, board",
                    accountable="Rui Costa",
                    consulted="Nuno Alves",
                ),
                "test": _action(
                    "Test the check at three cold stores",
                    "Carla Faria",
                    "2027-06-11",
                    "15",
                    "high",
                    "high",
                    requirements="9,000 euro, three members that open their doors",
                    outcome="The three dearest leaks of each",
                    depends_on=["ask", "engineer"],
                    accountable="Rui Costa",
                    informed="Nuno Alves",
                ),
                "price": _action(
                    "Let the board decide on the price",
                    "Rui Costa",
                    "2027-07-02",
                    "2",
                    "high",
                    "low",
                    depends_on=["test"],
                    accountable="Nuno Alves",
                ),
                "tell": _action(
                    "Tell all members about it at the harbour breakfast",
                    "Carla Faria",
                    "2027-07-16",
                    "2",
                    "low",
                    "low",
                    depends_on=["price"],
                    accountable="Carla Faria",
                ),
            },
        }
    },
}

_BUSINESS = {
    "value": "Buyers that a small company does not reach alone\nOne voice towards the region",
    "members": "62 companies, two thirds with under 50 people\nTwo institutes",
    "potential_members": "Makers of packaging in the north",
    "engagement": "Three working groups\nHarbour breakfast",
    "channels": "E-mail once a month\nVisits to ten members a year",
    "activities": "Joint stand at the seafood fair\nHelp with proposals",
    "resources": "Three people in the office\nContacts to four clusters",
    "stakeholders": "Regional development agency\nPort authority",
    "ecosystem": "Agri-food\nShipping cluster of the port",
}
_MONEY = {
    "costs": "Salaries\nOffice at the port\nFair",
    "public_funding": "Grant of the region until December 2028",
    "private_funding": "Flat fee of 600 euro a year",
    "project_funding": "One project of the fisheries fund",
    "public_share": "60",
    "private_share": "25",
    "project_share": "15",
}

CANVAS: Answers = {
    "today": _BUSINESS,
    "today_money": _MONEY,
    "future": {
        **_BUSINESS,
        "value": f"{_BUSINESS['value']}\nLower energy costs",
        "activities": "Joint stand at the seafood fair\nEnergy checks\nTraining with the fisheries centre",
    },
    "future_money": {
        **_MONEY,
        "public_share": "30",
        "private_share": "45",
        "project_share": "15",
        "private_funding": "Fees by size of company\nPaid energy checks",
        "funding_partners": "A bank that pays for the innovation prize",
        "partners_share": "10",
    },
    "changes": {
        "changes": table(
            "change duration field",
            ("fees", "Fees by size of company", "6-months", "private_funding"),
            ("checks", "Energy checks for a price", "6-months", "activities"),
            ("value", "Lower energy costs as a reason to join", "1-year", "value"),
            ("bank", "A bank as a funding partner", "2-years", "funding_partners"),
        )
    },
    "promising": {
        "promising": table(
            "change why feedback",
            (
                "p1",
                "fees",
                "Small canneries say that the flat fee keeps them away.",
                "Do it in two steps, so that nobody leaves.",
            ),
            ("p2", "checks", "14 members asked for it.", "Begin with three, and publish what they saved."),
            ("p3", "bank", "It asked us for a partner on the coast.", ""),
        )
    },
}

ROADMAP: Answers = {
    "needs": {
        "needs": table(
            "need who",
            ("use", "Know where the energy of a cold store goes", "Twelve members with cold stores"),
            ("shells", "Use shells and heads instead of paying for their removal", "Nine canneries"),
            ("report", "Report on CO2 as retailers ask", ""),
        ),
        "ambition": "Every second member has a plan of its own for less CO2 and less waste.",
        "start": "2027-03-08",
    },
    "partners": {
        "partners": table(
            "name brings",
            ("agency", "Energy agency of the region", "An engineer for the checks"),
            ("lab", "Institute of Marine Food", "Tests of what can be made of shells"),
        )
    },
    "activities": {
        "activities": {
            "order": ["check", "club", "flour", "course"],
            "rows": {
                "check": {
                    "activity": "Energy checks at three cold stores",
                    "horizon": "now",
                    "owner": "Carla Faria",
                    "needs": ["use"],
                    "kpi": "Energy of the stores that take part",
                    "unit": "MWh a year",
                    "today": "2,100",
                    "target": "1,800",
                },
                "club": {
                    "activity": "Buy doors and seals together",
                    "horizon": "6-months",
                    "owner": "Rui Costa",
                    "needs": ["use"],
                    "kpi": "Companies that buy",
                    "unit": "companies",
                    "today": "0",
                    "target": "10",
                },
                "flour": {
                    "activity": "Test flour made of shells",
                    "horizon": "1-year",
                    "owner": "Nuno Alves",
                    "needs": ["shells"],
                    "kpi": "Waste",
                    "unit": "t a year",
                    "target": "400",
                },
                "course": {"activity": "Course on reports about CO2", "horizon": "3-years", "needs": ["report"]},
            },
        }
    },
}

SKILLS: Answers = {
    "skills": {
        "skills": table(
            "name used_for",
            ("origin", "Entering the origin of a catch", "Retailers ask for it"),
            ("machine", "Reading the data of filleting machines", "Fewer stops"),
            ("shop", "Selling online", ""),
            ("sheet", "Working with spreadsheets", "Offers and prices"),
        )
    },
    "demand": {"demand": ratings("demand", origin="5", machine="4", shop="2", sheet="3")},
    "supply": {
        "supply": {
            "origin": {"supply": "1", "source": "Two people at Catchbook"},
            "machine": {"supply": "2", "source": "Fisheries training centre: 12 a year"},
            "shop": {"supply": "4"},
            "sheet": {"supply": "3"},
        }
    },
    "training": {
        "training": {
            "origin": {"trainers": "Catchbook\nInstitute of Marine Food"},
            "machine": {"trainers": "Fisheries training centre"},
        }
    },
}

EXAMPLES: Mapping[str, Example] = {
    "smart-goal": Example("we want to set a goal", "je voudrais mettre notre objectif en mots", GOAL),
    "action-plan": Example("I want to plan who does what by when", "ich möchte planen, wer was bis wann macht", PLAN),
    "business-model": Example(
        "we want to rethink how we earn our money", "vogliamo ripensare il nostro modello di business", CANVAS
    ),
    "green-roadmap": Example("we want to plan our green transition", "queremos hacer una hoja de ruta verde", ROADMAP),
    "digital-skills": Example(
        "we want to find out which digital skills our members need",
        "chcemy sprawdzić, jakich umiejętności cyfrowych brakuje",
        SKILLS,
    ),
}
"""Dialogue → example."""
