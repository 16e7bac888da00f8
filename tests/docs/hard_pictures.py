"""Pictures that are hard to draw well: long names, many points in one corner, one point, none, other scripts."""

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
    Mark,
    Pie,
    Pies,
    Point,
    Radar,
    Series,
    Slice,
    Square,
    Step,
    Tree,
)
from tests.docs.sample_pictures import PRIORITIES

LONG = (
    "Develop together with three universities of applied sciences a modular training programme on automated "
    "production, energy management and circular design that small companies can follow beside their daily work"
)

_WORDS = ("survey", "workshop", "visit", "study", "newsletter", "fair", "laboratory", "course", "meeting", "guide")


def _many(count: int, x: float, y: float) -> tuple[Point, ...]:
    return tuple(Point(label=f"{_WORDS[number % 10].title()} {number + 1}", x=x, y=y) for number in range(count))


CROWDED = PRIORITIES.model_copy(update={"id": "square-60-in-one-corner", "points": _many(60, 1, 5)})

SPREAD = PRIORITIES.model_copy(
    update={
        "id": "square-24-on-few-spots",
        "points": tuple(
            Point(label=f"{_WORDS[number % 10].title()} {number + 1}", x=1 + number % 5, y=1 + (number * 3) % 5)
            for number in range(24)
        ),
    }
)

LONG_NAMES = PRIORITIES.model_copy(
    update={
        "id": "square-long-names",
        "points": (Point(label=LONG, x=2, y=4), Point(label=LONG.upper(), x=4, y=4), Point(label="x" * 200, x=3, y=3)),
    }
)

ONE = PRIORITIES.model_copy(update={"id": "square-one-point", "points": (Point(label="Only this", x=5, y=5),)})

NONE = PRIORITIES.model_copy(update={"id": "nothing", "points": ()})

SCRIPTS = Bars(
    id="bars-other-scripts",
    title="Names in other scripts",
    value_label="Weight",
    high=10,
    bars=(
        Bar(label="تدريب الموظفين على الإنتاج الآلي (المرحلة 2)", value=9),
        Bar(label="Εκπαίδευση προσωπικού στην αυτοματοποίηση", value=7.25),
        Bar(label="Обучение на персонала", value=6),
        Bar(label="اتحاد Cluster Nord للتغليف 2027", value=5),
        Bar(label="Price in $ and $, 50 % & <tags> \\alpha _x^2", value=3),
        Bar(label="日本 🚀 Łódź – Zażółć gęślą jaźń", value=0),
    ),
)

ARABIC = Square(
    id="square-arabic-and-greek",
    title="المصفوفة",
    x_label="الجهد",
    y_label="الأثر",
    low=1,
    high=5,
    corners=("لاحقا", "تجنب", "مكاسب سريعة", "مشاريع كبيرة"),
    points=(
        Point(label="استبيان الأعضاء", x=1.5, y=4),
        Point(label="مختبر مشترك", x=4.5, y=4.2),
        Point(label="Έρευνα αναγκών", x=2, y=2),
    ),
)

GRID = HeatMap(
    id="heat-map-20-by-20",
    title="Twenty members and twenty needs",
    rows=tuple(f"Member company number {number}" for number in range(1, 21)),
    columns=tuple(f"Need {number} of our members" for number in range(1, 21)),
    values=tuple(tuple((row * column) % 6 or None for column in range(1, 21)) for row in range(1, 21)),
    high=5,
)

MANY_AXES = Radar(
    id="radar-many-axes",
    title="Many competences, some not rated",
    axes=tuple(f"Competence {number}: {LONG[number : number + 40]}" for number in range(14)),
    series=(
        Series(name="Today", values=tuple(None if number == 3 else float(number % 5 + 1) for number in range(14))),
        Series(name="Desired", values=tuple(float((number * 2) % 5 + 1) for number in range(14))),
    ),
    high=5,
)

DEEP = Tree(
    id="tree-long-names",
    title="A goal with long names",
    root=Branch(
        label=LONG,
        detail=LONG,
        children=(
            Branch(label=LONG, children=(Branch(label=LONG, children=(Branch(label="α β γ", detail=LONG),)),)),
            Branch(label="هدف فرعي", detail="مؤشر: 10 اليوم، 40 مطلوب"),
        ),
    ),
)


def _plan(count: int) -> Gantt:
    first = date(2027, 1, 4)
    steps = []
    for number in range(count):
        start = first + timedelta(days=(number * 11) % 330)
        end = start + timedelta(days=5 + (number * 7) % 40)
        before = (str(number - 2),) if number % 3 == 2 else ()
        label = LONG if number % 7 == 3 else f"{_WORDS[number % 10].title()} with group {number + 1}"
        spare = timedelta(days=(number * 5) % 17 - 4)
        steps.append(
            Step(
                id=str(number),
                label=label,
                start=start,
                end=end,
                deadline=end + spare,
                depends_on=before,
                critical=number % 9 in (0, 2),
                done=number % 8 == 1,
            )
        )
    return Gantt(id=f"gantt-{count}-steps", title="A long plan", today=date(2027, 5, 3), steps=tuple(steps))


PLAN = _plan(30)
LARGEST = _plan(200)


def _each(first: date, days: int, count: int) -> tuple[date, ...]:
    return tuple(first + timedelta(days * number) for number in range(1, count + 1))


_BEGIN = date(2027, 1, 4)

REPEATED = Gantt(
    id="gantt-what-repeats",
    title="What comes back, and milestones",
    today=date(2027, 5, 3),
    steps=(
        Step(
            id="a",
            label="Ask members about their needs",
            start=_BEGIN,
            end=date(2027, 2, 12),
            deadline=date(2027, 2, 26),
        ),
        Step(
            id="b",
            label="Publish the figures of the month",
            start=_BEGIN,
            end=date(2027, 1, 5),
            deadline=date(2027, 1, 31),
            again=_each(date(2027, 1, 31), 30, 11),
        ),
        Step(
            id="c",
            label="Call a member",
            start=_BEGIN,
            end=_BEGIN,
            deadline=date(2027, 1, 8),
            again=_each(date(2027, 1, 8), 7, 200),
        ),
        Step(
            id="d",
            label="Annual report",
            start=_BEGIN,
            end=date(2027, 3, 2),
            deadline=date(2027, 3, 31),
            again=_each(date(2027, 3, 31), 365, 4),
        ),
        Step(
            id="e",
            label="Hold the course",
            start=date(2027, 6, 7),
            end=date(2027, 9, 24),
            deadline=date(2027, 9, 30),
            critical=True,
        ),
    ),
    milestones=(
        Mark(label="Topics are chosen", day=date(2027, 2, 26), done=True),
        Mark(label=LONG, day=date(2027, 6, 4)),
        Mark(label="First course held", day=date(2027, 9, 30)),
    ),
)

_SHARES = tuple(enumerate((30, 20, 15, 10, 8, 6, 4, 2, 1, 1), start=1))

WHOLE = Pies(
    id="pies-one-slice-and-none",
    title="One slice, none, 97 percent",
    pies=(
        Pie(title="One", slices=(Slice(label="Public funding", share=100),)),
        Pie(title="None", slices=()),
        Pie(title="97", slices=tuple(Slice(label=f"Source {number}", share=share) for number, share in _SHARES)),
    ),
)

LONG_CANVAS = Canvases(
    id="canvases-long-texts",
    title="A canvas with long texts",
    canvases=tuple(
        Canvas(
            title=title,
            cells=(
                Cell(label="Value proposition", lines=(LONG, "قيمة", "Αξία"), place=(0, 0, 2, 1), changed=changed),
                Cell(label="Costs", lines=(), place=(0, 1, 1, 1)),
                Cell(label="Income", lines=tuple(LONG.split()), place=(1, 1, 1, 1), changed=changed),
            ),
        )
        for title, changed in (("Today", False), ("In five years", True))
    ),
)

ALL = (
    CROWDED,
    SPREAD,
    LONG_NAMES,
    ONE,
    NONE,
    SCRIPTS,
    ARABIC,
    GRID,
    MANY_AXES,
    DEEP,
    PLAN,
    REPEATED,
    WHOLE,
    LONG_CANVAS,
)
