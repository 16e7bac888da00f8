"""The English texts about finished documents, by id."""

from collections.abc import Mapping

RESULTS: Mapping[str, str] = {
    # several names, and what was noticed about them
    "list.name": "“{name}”",
    "list.last": "{names} and {name}",
    "list.more": "{names} and {count} more",
    "list.left-out": "… ({count} more) …",
    "finding.alike": "The same is true of {count} more: {names}.",
    # finished documents
    "document.version": "Version {version}, submitted on {date} by {name}.",
    "document.read": "Worth reading",
    "document.rule": "General practice.",
    "document.history": "Earlier versions",
    "document.version-number": "Version {version}, {date}",
    "document.earlier": "This is version {version}, submitted on {date} by {name}. The latest is version {latest}.",
    "document.latest": "Open the latest version",
    "document.no-version": "There is no version {version} of this document. Open it on Home to see the latest.",
    "document.no-table": "This part is no longer there. Open the document on Home to see what is.",
    # changes after submitting
    "document.changes": "You have changes that are not submitted yet.",
    "document.changes-by": "There are changes by {name} that are not submitted yet.",
    "document.submit-changes": "Submit changes",
    "document.submit-confirm-by": "{name} made the last of these changes. Submit them as version {version}?",
    "document.discard": "Discard my changes",
    "document.discard-all": "Discard the changes",
    "document.discard-confirm": "Discard your changes and go back to version {version}? You can bring them back.",
    "document.discard-confirm-by": "{name} made the last of these changes. Discard them all and go back to version "
    "{version}? They can be brought back.",
    "document.discarded": "Your changes are discarded: version {version} of “{title}” is what counts.",
    "document.bring-back": "Bring the changes back",
    "document.brought-back": "The changes are back, and not submitted yet.",
    "document.no-changes": "There is nothing to discard: “{title}” is as it was submitted.",
    "document.changed-since": "This was changed after you saw it, so I discarded nothing. Please look at it again.",
    "document.newer-changes": "“{title}” has changes that are not submitted yet. Your coach would see version "
    "{version}, without them. What do you want to hand in?",
    "document.submit-first": "Submit the changes first",
    "document.hand-in-as-is": "Hand in version {version}",
    "document.stays-changes": "Version {version} of “{title}” is submitted and stays. You can discard what was changed "
    "since.",
    "document.stays": "“{title}” is submitted and stays. You can edit it to make a new version.",
    "document.not-brought-back": "There are newer changes by now, so I did not bring back the older ones. Open the "
    "document to see what there is.",
    # what was taken over
    "taken.changed": "Some drafts took over answers from this document that have changed since. They stay as they are "
    "unless you update them.",
    "taken.update": "Take over the change: {title}",
    "taken.done": "“{title}” has the new answers now. What you changed there yourself stayed as it was.",
    "taken.nothing": "There is nothing new to take over into “{title}”.",
    # the document as a whole
    "keep.more": "More",
    "keep.copy": "Use as a start for a new one",
    "keep.copied": "This starts with the answers from “{title}”. Change what is different now; dates first.",
    "keep.rename": "Rename",
    "keep.which-name": "What should “{title}” be called? Write me the new name.",
    "keep.renamed": "“{before}” is now called “{title}”. Versions that were submitted keep the name they had.",
    "keep.delete": "Delete",
    "keep.delete-yes": "Delete it",
    "keep.leave": "Keep it",
    "keep.delete-sure": "Delete “{title}” with all its versions? It can be brought back for 30 days.",
    "keep.delete-other": "{name} began “{title}”. Delete it with all its versions, for everybody in your cluster? It "
    "can be brought back for 30 days.",
    "keep.delete-handed-in": "Your coach can read “{title}”. Delete it with all its versions, for your coach as well? "
    "It can be brought back for 30 days.",
    "keep.deleted": "“{title}” is deleted, and I send no reminders for it. It can be brought back until {until}.",
    # telling documents apart
    "document.state-draft": "Draft, saved {when}",
    "document.state-submitted": "Version {version}, submitted {date}",
    "document.state-handed-in": "Version {version}, submitted {date}, handed in {handed_in}",
    "document.state-changes": "unsubmitted changes",
    "document.by": "by {name}",
    "document.for-goal": "for “{goal}”",
    # handing in, and what the coach sees
    "document.hand-in": "Hand in to coach",
    "document.handed-in": "Handed in: {coach} can see version {version} now.",
    "document.handed-in-behind": "Handed in: {coach} can see version {version} now, and what it is based on: {names}.",
    "document.handed-in-on": "Version {version} was handed in on {date}.",
    "document.hand-in-no-coach": "Version {version} is handed in. Your cluster has no coach yet; whoever becomes your "
    "coach will see it.",
    "document.coach-notice": "{cluster} has handed in “{title}”, version {version}.",
    "document.wrong-state": "Please submit this first, then hand it in.",
    "document.behind": "Behind this",
    "document.back-to": "Back to “{title}”",
}
