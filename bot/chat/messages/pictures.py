"""The English texts about pictures, by id: the words that stand on them, and what tells of them in sentences."""

from collections.abc import Mapping

ON_THEM: Mapping[str, str] = {
    "picture.more": "… and {count} more",
    "picture.in-between": "In between",
    "picture.not-answered": "not answered",
    "picture.longest-chain": "longest chain",
    "picture.step": "step",
    "picture.done": "✓ done",
    "picture.deadline": "deadline",
    "picture.again": "due again",
    "picture.often": "due again and again",
    "picture.milestone": "milestone",
    "picture.late": "deadline before the end",
    "picture.today": "today",
    "picture.nothing-entered": "Nothing entered",
    "picture.nothing-yet": "Nothing yet",
    "picture.nothing": "Nothing to show yet",
    "picture.differs": "differs",
}
"""The words on pictures."""

PICTURES: Mapping[str, str] = {
    **ON_THEM,
    "picture.gone": "This picture is no longer there. Open the document on Home to see what is.",
    "picture.alt": "{title}. {what}",
    "picture.and-more": "{names} and {count} more",
    "picture.value": "{name} {value}",
    "picture.named": "{name}: {what}.",
    "picture.square": "From left to right: {x}; from bottom to top: {y}. {corners}",
    "picture.bars": "{label}: {bars}.",
    "picture.heat-map": "{rows} rows and {columns} columns with values from 0 to {high}. The highest: {cells}.",
    "picture.heat-map-empty": "{rows} rows and {columns} columns without any value yet.",
    "picture.pair": "{row} – {column}: {value}",
    "picture.tree": "{name}, with: {parts}",
    "picture.gantt": "{count} steps from {first} to {last}.",
    "picture.gantt-chain": "The longest chain: {chain}.",
    "picture.gantt-done": "Done: {names}.",
    "picture.gantt-again": "Due again and again: {names}.",
    "picture.gantt-pace": "{name} until {date}",
    "picture.gantt-milestones": "Milestones: {names}.",
    "picture.gantt-milestone": "{name} on {date}",
    "picture.gantt-reached": "{name} (reached)",
    "picture.gantt-late": "The deadline comes before the end: {names}.",
    "picture.canvases": "Side by side: {names}. Different: {fields}.",
    "picture.canvases-same": "Side by side: {names}. Nothing differs.",
}
