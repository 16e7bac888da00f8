"""A picture of each kind, as the work of a cluster would make it."""

from datetime import date, timedelta

from flows.pictures import (
    Bar,
    Bars,
    Branch,
    Canvas,
    Canvases,
    Cell,
    Gantt,
    HeatMap,
    Horizon,
    Milestone,
    Pie,
    Pies,
    Point,
    Radar,
    Series,
    Slice,
    Square,
    Step,
    Timeline,
    Tree,
)

TODAY = date(2027, 2, 15)

PRIORITIES = Square(
    id="square",
    title="Where to begin",
    x_label="Effort",
    y_label="Impact",
    low=1,
    high=5,
    corners=("Fill-ins", "Thankless tasks", "Quick wins", "Major projects"),
    points=(
        Point(label="Survey of members' needs", x=1.5, y=4.5),
        Point(label="Visit to a battery plant", x=2, y=2),
        Point(label="Joint stand at the fair", x=4.2, y=4.6),
        Point(label="Shared test laboratory", x=4.8, y=3.9),
        Point(label="Newsletter twice a month", x=1.4, y=1.5),
        Point(label="Mentoring for start-ups", x=2.6, y=3.8),
        Point(label="New website", x=4.1, y=1.6),
    ),
)

NEEDS = Bars(
    id="bars",
    title="What your members need most",
    value_label="Weight of a need",
    high=25,
    bars=(
        Bar(label="Skilled staff for automated production", value=22.5),
        Bar(label="Partners for research projects", value=19),
        Bar(label="Access to markets outside Europe", value=14),
        Bar(label="Lower energy costs", value=11.5),
        Bar(label="Visibility", value=4),
    ),
)

MEMBER_NEEDS = HeatMap(
    id="heat-map",
    title="Who needs what",
    rows=("Nordholz Composites", "Almar Packaging", "Tecnova", "Kühn & Söhne", "Ferro Recycling", "Baltic Sensors"),
    columns=("Skills", "Markets", "Energy", "Finance"),
    values=(
        (5, 3, 4, None),
        (2, 5, 1, 3),
        (4, 4, None, 2),
        (5, 1, 5, 0),
        (3, 2, 5, 4),
        (1, 5, 2, 3),
    ),
    high=5,
)

COMPETENCES = Radar(
    id="radar",
    title="Competences today and as you want them",
    axes=(
        "Strategy and management",
        "Services for members",
        "Research and innovation",
        "International work",
        "Communication",
        "Digital tools",
    ),
    series=(
        Series(name="Today", values=(3, 4, 2, 1, 3, 2)),
        Series(name="Desired", values=(4, 5, 4, 4, 4, 5)),
    ),
    high=5,
)

GOAL = Tree(
    id="tree",
    title="From the goal to its indicators",
    root=Branch(
        label="By December 2027, forty members use the shared training offer",
        detail="Members that use it: 12 today, 40 wanted",
        children=(
            Branch(
                label="Find out which skills are missing",
                children=(
                    Branch(label="Members asked", detail="0 today, 80 wanted"),
                    Branch(label="Answers", detail="0 today, 50 wanted"),
                ),
            ),
            Branch(
                label="Offer courses with two schools",
                children=(Branch(label="Courses a year", detail="2 today, 10 wanted"),),
            ),
            Branch(label="Tell members about it", children=(Branch(label="Visits to members", detail="30 wanted"),)),
        ),
    ),
)


def _step(
    id: str,
    label: str,
    start: int,
    days: int,
    spare: int = 0,
    depends_on: tuple[str, ...] = (),
    *,
    critical: bool = False,
    done: bool = False,
) -> Step:
    begin = date(2027, 1, 11) + timedelta(days=start)
    end = begin + timedelta(days=days - 1)
    return Step(
        id=id,
        label=label,
        start=begin,
        end=end,
        deadline=end + timedelta(days=spare),
        depends_on=depends_on,
        critical=critical,
        done=done,
    )


PLAN = Gantt(
    id="gantt",
    title="When what happens",
    today=TODAY,
    steps=(
        _step("a", "Ask members about their needs", 0, 28, critical=True, done=True),
        _step("b", "Choose five topics for courses", 28, 14, 5, ("a",), critical=True),
        _step("c", "Find schools and trainers", 30, 40, 10),
        _step("d", "Agree on prices", 42, 30, 0, ("b",), critical=True),
        _step("e", "Prepare the first course", 72, 45, -6, ("c", "d"), critical=True),
        _step("f", "Write to all members", 75, 10, 20, ("d",)),
        _step("g", "Hold the first course", 117, 5, 0, ("e", "f"), critical=True),
        _step("h", "Ask the participants", 122, 10, 8, ("g",), critical=True),
    ),
)

FUNDING = Pies(
    id="pies",
    title="Where the money comes from",
    pies=(
        Pie(
            title="Today",
            slices=(
                Slice(label="Public funding", share=55),
                Slice(label="Membership fees", share=25),
                Slice(label="Projects", share=17),
                Slice(label="Services", share=3),
            ),
        ),
        Pie(
            title="In five years",
            slices=(
                Slice(label="Public funding", share=30),
                Slice(label="Membership fees", share=30),
                Slice(label="Projects", share=20),
                Slice(label="Services", share=20),
            ),
        ),
    ),
)

_PLACES = {
    "Partners": (0, 0, 1, 2),
    "Activities": (1, 0, 1, 1),
    "Resources": (1, 1, 1, 1),
    "Value": (2, 0, 1, 2),
    "Engagement": (3, 0, 1, 1),
    "Channels": (3, 1, 1, 1),
    "Members": (4, 0, 1, 2),
    "Costs": (0, 2, 3, 1),
    "Income": (3, 2, 2, 1),
}


def _canvas(title: str, lines: dict[str, tuple[str, ...]], changed: frozenset[str] = frozenset()) -> Canvas:
    cells = tuple(
        Cell(label=label, lines=lines.get(label, ()), place=place, changed=label in changed)
        for label, place in _PLACES.items()
    )
    return Canvas(title=title, cells=cells)


_NOW = {
    "Partners": ("Chamber of commerce", "Two universities", "Regional development agency"),
    "Activities": ("Events", "Project applications"),
    "Resources": ("Team of five", "Contacts to the ministry"),
    "Value": ("Members find partners for innovation in weeks instead of months",),
    "Engagement": ("Annual meeting", "Newsletter"),
    "Channels": ("E-mail", "Visits"),
    "Members": ("82 companies, most of them small", "6 research institutes"),
    "Costs": ("Staff", "Rent", "Events"),
    "Income": ("Regional grant", "Membership fees"),
}
_LATER = {
    **_NOW,
    "Activities": ("Events", "Project applications", "Training academy"),
    "Engagement": ("Working groups led by members", "Annual meeting"),
    "Income": ("Membership fees", "Courses", "European projects"),
}

CANVASES = Canvases(
    id="canvases",
    title="Your business model today and in five years",
    canvases=(
        _canvas("Today", _NOW),
        _canvas("In five years", _LATER, frozenset({"Activities", "Engagement", "Income"})),
    ),
)

ROADMAP = Timeline(
    id="timeline",
    title="Your way to a greener cluster",
    horizons=(
        Horizon(label="Now", milestones=(Milestone(label="Measure the energy use of ten members", detail="Anna"),)),
        Horizon(
            label="In 6 months",
            milestones=(
                Milestone(label="Buy green electricity together", detail="20 members · CO₂: 900 t today, 600 t wanted"),
                Milestone(label="Exchange of experience every second month"),
            ),
        ),
        Horizon(label="In 1 year", milestones=(Milestone(label="Recycling of composite waste with a partner"),)),
        Horizon(label="In 3 years", milestones=()),
    ),
)

ALL = (PRIORITIES, NEEDS, MEMBER_NEEDS, COMPETENCES, GOAL, PLAN, FUNDING, CANVASES, ROADMAP)
DARK = (PRIORITIES, COMPETENCES, PLAN, FUNDING)
NARROW = (CANVASES,)
