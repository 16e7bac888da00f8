"""The English texts about comparing versions and taking one up again, by id."""

from collections.abc import Mapping

VERSIONS: Mapping[str, str] = {
    # states of a document
    "state.version": "Version {version}",
    "state.draft": "Draft",
    "state.saved": "Saved {when}",
    "state.submitted-by": "{state}: submitted on {date} by {name}.",
    "state.saved-by": "{state}: last saved by {name}, {when}.",
    "state.saved-once": "{state}, by {name}.",
    # comparing
    "compare.versions": "Compare versions",
    "compare.with-draft": "See what changed",
    "compare.with-latest": "Compare with the latest version",
    "compare.title": "What changed: {title}",
    "compare.same": "Both say the same.",
    "compare.what": "What",
    "compare.table": "Differences",
    "compare.part": "Differences {first} to {last}",
    "compare.entry": "{kind} “{entry}”",
    "compare.entry-number": "{kind} {number}",
    "compare.field": "{entry}: {question}",
    "compare.order": "{question}: a different order",
    "compare.not-there": "Not there yet",
    "compare.removed": "Removed",
    "compare.open": "Open version {version}",
    "compare.others": "Compare others with: {state}",
    "compare.with": "Version {version}",
    "compare.edits": "Who changed what recently",
    "compare.edit": "What changed",
    "compare.gone": "I can’t find what you want to compare. Open the document on Home to see its versions.",
    # taking an older state up again
    "restore.ask": "Use as the new draft",
    "restore.ask-version": "Use version {version} as the new draft",
    "restore.title": "Use this as the new draft? {title}",
    "restore.what": "“{state}” would become the draft. What would change in it is below.",
    "restore.counts": "Version {version} still counts until you submit the draft.",
    "restore.unsubmitted": "The draft has changes that are not submitted yet, the last of them by {name}. They are put "
    "away, and you can bring them back.",
    "restore.live": "Progress, such as what is done, stays as it is today.",
    "restore.now": "Now in the draft",
    "restore.then": "In the new draft",
    "restore.do": "Use it as the new draft",
    "restore.keep": "Leave the draft as it is",
    "restore.same": "The draft already says this, so there is nothing to replace.",
    "restore.done": "“{state}” is now the draft of “{title}”. Look it over, and submit it when it is right.",
    "restore.look": "Look the draft over",
    "restore.bring-back": "Bring back the previous draft",
    "restore.changed-since": "The draft was changed after you saw it, so I replaced nothing. Please look at what "
    "would change now.",
    "restore.gone": "I can’t find what you want to use again. Open the document on Home to see its versions.",
}
