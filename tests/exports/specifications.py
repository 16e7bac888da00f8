"""Pictures that nobody would draw, and that must be drawn all the same."""

from hypothesis import strategies as st

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
    Picture,
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

NAMES = st.text(max_size=60) | st.sampled_from(
    (
        "",
        "$x_$ \\frac",
        "<script>alert(1)</script>",
        "تدريب الموظفين",
        "Έρευνα",
        "x" * 200,
        "two\nlines\x00",
        "🚀👩‍🔬",
        "日本",
    )
)
VALUES = st.floats(-1e6, 1e6) | st.sampled_from((0.0, 1.0, 5.0))
MAYBE = st.none() | VALUES
IDS = st.sampled_from("abcdef")


def _some(made: st.SearchStrategy[object], most: int = 5) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(made, max_size=most).map(tuple)


def _picture(kind: type[Picture], **fields: st.SearchStrategy[object]) -> st.SearchStrategy[Picture]:
    return st.builds(kind, id=st.just("p"), title=NAMES, **fields)


_branches: st.SearchStrategy[Branch] = st.recursive(
    st.builds(Branch, label=NAMES, detail=NAMES),
    lambda inner: st.builds(Branch, label=NAMES, detail=NAMES, children=_some(inner, 3)),
    max_leaves=8,
)
_steps = st.builds(
    Step,
    id=IDS,
    label=NAMES,
    start=st.dates(),
    end=st.dates(),
    deadline=st.dates(),
    depends_on=_some(IDS, 3),
    critical=st.booleans(),
    done=st.booleans(),
)
_small = st.integers(0, 3)
_places = st.tuples(_small, _small, st.integers(1, 3), st.integers(1, 3))
_cells = st.builds(Cell, label=NAMES, lines=_some(NAMES), place=_places, changed=st.booleans())
_pies = st.builds(Pie, title=NAMES, slices=_some(st.builds(Slice, label=NAMES, share=VALUES)))
_horizons = st.builds(Horizon, label=NAMES, milestones=_some(st.builds(Milestone, label=NAMES, detail=NAMES), 3))

KINDS: dict[str, st.SearchStrategy[Picture]] = {
    "square": _picture(
        Square,
        x_label=NAMES,
        y_label=NAMES,
        low=VALUES,
        high=VALUES,
        corners=st.tuples(NAMES, NAMES, NAMES, NAMES),
        points=_some(st.builds(Point, label=NAMES, x=VALUES, y=VALUES), 20),
    ),
    "bars": _picture(Bars, value_label=NAMES, high=VALUES, bars=_some(st.builds(Bar, label=NAMES, value=VALUES))),
    "heat-map": _picture(HeatMap, rows=_some(NAMES), columns=_some(NAMES), values=_some(_some(MAYBE)), high=VALUES),
    "radar": _picture(
        Radar, axes=_some(NAMES, 6), series=_some(st.builds(Series, name=NAMES, values=_some(MAYBE, 6)), 3), high=VALUES
    ),
    "tree": _picture(Tree, root=_branches),
    "gantt": _picture(Gantt, today=st.dates(), steps=_some(_steps, 6)),
    "pies": _picture(Pies, pies=_some(_pies, 3)),
    "canvases": _picture(Canvases, canvases=_some(st.builds(Canvas, title=NAMES, cells=_some(_cells)), 3)),
    "timeline": _picture(Timeline, horizons=_some(_horizons, 3)),
}
