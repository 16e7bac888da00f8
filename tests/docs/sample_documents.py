"""Documents as the work of a cluster would make them, for the pages of the gallery; they begin in March 2027."""

from dataclasses import dataclass
from typing import Any

from flows.rows import repeat_of


@dataclass(frozen=True)
class Sample:
    """A submitted document: its id, its dialogue, its name and its answers."""

    id: str
    dialogue: str
    name: str
    answers: dict[str, Any]


def _plan(start: str, goals: tuple[str, ...], deliverables: dict[str, str], *actions: dict[str, Any]) -> dict[str, Any]:
    return {
        "start": {"start": start, "goals": repeat_of({f"g{at}": {"statement": goal} for at, goal in enumerate(goals)})},
        "deliverables": {
            "deliverables": repeat_of(
                {f"d{at}": {"name": name, "tasks": tasks} for at, (name, tasks) in enumerate(deliverables.items())}
            )
        },
        "actions": {"actions": repeat_of({f"a{at}": action for at, action in enumerate(actions)})},
    }


def _action(name: str, who: str, by: str, days: str, after: str = "", **more: str) -> dict[str, Any]:
    """One row of a plan; ``after`` are the numbers of the actions that come before, from 0."""
    depends_on = [f"a{number}" for number in after.split()]
    return {"action": name, "responsible": who, "deadline": by, "duration": days, "depends_on": depends_on, **more}


PLAN = Sample(
    "plan",
    "action-plan",
    "Recruit 16 members from the food industry",
    _plan(
        "2027-03-08",
        (
            "Recruit 16 new member companies from the food industry in the north of our region by 30 June 2028.",
            "Half of the new members take part in a working group within six months.",
        ),
        {
            "List of 40 companies to contact": "Buy the extract of the trade register\nRate the companies together",
            "Open day for companies that are not members": "Find a host\nAsk two members to speak",
        },
        _action(
            "List 40 companies and rate them",
            "Jonas",
            "2027-03-26",
            "5",
            stakeholders="Chamber of commerce",
            requirements="400 euro for the extract of the trade register",
            outcome="Ten companies that we call first",
            impact="high",
            effort="low",
            status="in-progress",
            accountable="Mara",
            consulted="Petra",
        ),
        _action(
            "Call the ten most promising",
            "Mara",
            "2027-04-16",
            "8",
            "0",
            requirements="Two hours a week of the chair of our board",
            outcome="Six managing directors want to know more",
            impact="high",
            effort="high",
            accountable="Mara",
            informed="Jonas",
        ),
        _action(
            "Prepare the open day at a member’s plant",
            "Jonas, Ana Silva",
            "2027-05-21",
            "12",
            "0",
            stakeholders="Northern Mill Ltd as the host; the regional development agency",
            requirements="2,000 euro, a room for 30 people, permission of the host’s safety officer",
            outcome="Thirty guests from twenty companies, half of them not yet members",
            impact="high",
            effort="high",
            accountable="Mara",
            consulted="Petra",
            informed="The board",
        ),
        _action(
            "Hold the open day",
            "Ana Silva",
            "2027-06-10",
            "1",
            "1 2",
            stakeholders="Northern Mill Ltd",
            outcome="Eight companies ask for an offer",
            impact="high",
            effort="low",
            accountable="Mara",
        ),
        _action(
            "Write a two-page leaflet on what membership brings",
            "Ana Silva",
            "2027-04-30",
            "4",
            requirements="800 euro for the design",
            outcome="A leaflet in two languages",
            impact="low",
            effort="low",
            accountable="Jonas",
        ),
        _action(
            "Offer a trial year at half the fee",
            "Mara",
            "2027-09-30",
            "10",
            "3",
            stakeholders="The board, the general assembly",
            requirements="A decision of the general assembly in June",
            outcome="Sixteen companies sign",
            impact="high",
            effort="high",
            accountable="Mara",
            consulted="Petra",
        ),
    ),
)

OTHER_SCRIPTS = Sample(
    "scripts",
    "action-plan",
    "تدريب الشركات الصغيرة – Εκπαίδευση μικρών επιχειρήσεων",
    _plan(
        "2027-03-08",
        (
            "تدريب 40 شركة صغيرة على الإنتاج الآلي قبل 30 يونيو 2028.",
            "Σαράντα μικρές επιχειρήσεις μαθαίνουν να εργάζονται με δεδομένα.",
        ),
        {},
        _action(
            "استبيان احتياجات الأعضاء (المرحلة 1)",
            "ليلى حداد",
            "2027-04-09",
            "10",
            stakeholders="غرفة التجارة، اتحاد Cluster Nord",
            requirements="2,000 يورو",
            outcome="خمسون شركة تجيب",
            impact="high",
            effort="low",
            accountable="Μαρία Παπαδοπούλου",
        ),
        _action(
            "Έρευνα για τις ανάγκες των μελών στη Θεσσαλονίκη",
            "Μαρία Παπαδοπούλου",
            "2027-05-14",
            "8",
            "0",
            stakeholders="Εμπορικό επιμελητήριο",
            requirements="Αίθουσα για 30 άτομα",
            outcome="Τρεις επιχειρήσεις κάνουν αίτηση",
            impact="high",
            effort="high",
            accountable="ليلى حداد",
        ),
        _action(
            "Workshop with both groups: تدريب / εκπαίδευση",
            "Łukasz Żak",
            "2027-06-18",
            "5",
            "0 1",
            outcome="Zażółć gęślą jaźń; 30 people take part",
            impact="low",
            effort="low",
            accountable="Łukasz Żak",
        ),
    ),
)

_SERVICES = {
    "evening": ("Matchmaking evening twice a year", "matchmaking", "6,500", "4,000", "4", "4", "5", ""),
    "letter": ("Monthly newsletter", "information", "9,000", "", "3", "4", "2", "Too long, and not about us."),
    "fair": ("Joint stand at the trade fair", "abroad", "38,000", "21,000", "5", "4", "2", "Few new contacts."),
    "proposals": ("Proposals for European projects", "funding", "24,000", "30,000", "5", "3", "3", ""),
    "course": ("Data course with the university", "skills", "7,000", "9,500", "2", "5", "5", "Please go on."),
    "lobby": ("Talks with the ministry", "visibility", "3,000", "", "2", "3", "4", ""),
}
"""Service → name, field, cost, income, effort, our view, the members' view, and what they said."""

PORTFOLIO = Sample(
    "portfolio",
    "service-portfolio",
    "Our services in 2027",
    {
        "services": {
            "services": repeat_of(
                {
                    id: {"name": name, "field": field, "cost": cost, "income": income}
                    for id, (name, field, cost, income, *_) in _SERVICES.items()
                }
            )
        },
        "ours": {
            "ratings": {
                id: {"effort": effort, "satisfaction": own} for id, (*_, effort, own, _, _) in _SERVICES.items()
            }
        },
        "members": {
            "ratings": {id: {"satisfaction": members, "comment": said} for id, (*_, members, said) in _SERVICES.items()}
        },
        "needs": {
            "needs": repeat_of(
                {
                    "data": {"need": "Staff who can work with data", "served_by": ["course"], "whose": "Manufacturers"},
                    "energy": {"need": "Lower energy costs", "whose": "Two thirds of the members"},
                    "buyers": {"need": "Buyers outside Europe", "served_by": ["fair", "evening"]},
                }
            )
        },
    },
)

_TODAY = {
    "value": "Contacts with buyers that a small firm would not get alone\nOne voice towards the ministry",
    "members": "84 companies, two thirds with under 50 staff\n6 research institutes",
    "potential_members": "Packaging firms in the north of the region",
    "engagement": "Three working groups\nYearly assembly",
    "channels": "Monthly newsletter\nVisits to ten members a year",
    "activities": "Matchmaking events\nProposals for European projects\nJoint stand at the fair",
    "resources": "Three full-time staff\nMember database",
    "stakeholders": "Regional development agency\nTechnical university\nChamber of commerce",
    "ecosystem": "Agri-food\nThe logistics cluster next door",
}
_MONEY = {
    "costs": "Salaries\nOffice\nEvents",
    "public_funding": "Basic funding from the region until 2028",
    "private_funding": "Flat fee of 600 euro a year",
    "project_funding": "Two Interreg projects",
}

CANVAS = Sample(
    "canvas",
    "business-model",
    "Our business model 2027 to 2032",
    {
        "today": _TODAY,
        "today_money": {**_MONEY, "public_share": "55", "private_share": "20", "project_share": "25"},
        "future": {
            **_TODAY,
            "value": "Contacts with buyers that a small firm would not get alone\nA test lab for all\nCourses on data",
            "members": "120 companies from four industries\n6 research institutes",
            "activities": "Matchmaking events\nTraining academy\nTest lab",
            "resources": "Five full-time staff\nMember database\nTest lab",
        },
        "future_money": {
            **_MONEY,
            "private_funding": "Fees by company size\nCourses and lab hours",
            "funding_partners": "A bank that sponsors the innovation prize",
            "public_share": "30",
            "private_share": "40",
            "project_share": "20",
            "partners_share": "10",
        },
        "changes": {
            "changes": repeat_of(
                {
                    "fees": {
                        "change": "Membership fees by company size",
                        "duration": "6-months",
                        "field": "private_funding",
                    },
                    "lab": {"change": "A test lab that members share", "duration": "2-years", "field": "resources"},
                    "academy": {"change": "A training academy with the university", "duration": "1-year"},
                    "bank": {"change": "A bank that sponsors our prize", "duration": "longer"},
                }
            )
        },
        "promising": {
            "promising": repeat_of(
                {
                    "first": {
                        "change": "fees",
                        "why": "Small firms say that the flat fee keeps them away.",
                        "feedback": "A cluster abroad did this in two steps, so that nobody left.",
                    },
                    "second": {"change": "academy", "why": "Four members asked for it within a month."},
                    "third": {"change": "lab", "why": "No member can pay for such machines alone."},
                }
            )
        },
    },
)

ALL = (PLAN, PORTFOLIO, CANVAS, OTHER_SCRIPTS)
