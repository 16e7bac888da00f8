"""What is said about the calendar feed, in English."""

from collections.abc import Mapping

FEEDS: Mapping[str, str] = {
    "calendar.subscribe": "Subscribe in your calendar",
    "calendar.of-cluster": "Plans and sessions of {cluster}",
    "calendar.of-coach": "Coaching sessions",
    "calendar.what": "Your deadlines and coaching sessions can appear in the calendar you already use: Outlook, Google "
    "or Apple. It keeps reading them from a secret link, so what moves here moves there.",
    "calendar.make": "Make a link",
    "calendar.renew": "Renew link",
    "calendar.ends-old": "You already have a link. It stops working as soon as the new one is made.",
    "calendar.stop": "Stop",
    "calendar.stop-confirm": "Your link will stop working at once, and your calendar will get nothing new. Stop it?",
    "calendar.stopped": "Your calendar link is stopped. Remove the subscription in your calendar, too: what it read "
    "stays there until you do.",
    "calendar.none": "You have no calendar link.",
    "calendar.made-already": "This form has already made a link, and it is shown only once. If you did not copy it, "
    "renew it.",
    "calendar.made": "The link was made on {date}.",
    "calendar.read": "A calendar last read it on {date}.",
    "calendar.unread": "No calendar has read it yet.",
    "calendar.lost": "The link cannot be shown again: only a fingerprint of it is kept. If you lost it, or somebody "
    "else may have it, renew it; the old one stops at once.",
    "calendar.no-dates": "Deadlines and coaching sessions belong to clusters and their coaches, so there is nothing "
    "for you to subscribe to.",
    "calendar.no-address": "Calendars cannot reach me yet: I have no public address. Ask the administrator of the "
    "advisor to set one (PUBLIC_URL). Until then, open a plan and download its calendar file.",
    "calendar.your-link": "Your calendar link",
    "calendar.once": "This link is shown only once. Copy it into your calendar:",
    "calendar.address": "{address}",
    "calendar.open": "Open in the calendar of this device",
    "calendar.google": "**Google Calendar**, on a computer: “Other calendars”, “+”, “From URL”, paste the link, “Add "
    "calendar”. Google reads it about once a day.",
    "calendar.outlook": "**Outlook**: “Add calendar”, “Subscribe from web”, paste the link, “Import”. Outlook reads it "
    "every few hours.",
    "calendar.apple": "**Apple Calendar**: “File”, “New Calendar Subscription”, paste the link. On an iPhone: "
    "“Calendars”, “Add Calendar”, “Add Subscription Calendar”.",
    "calendar.secret": "Whoever has the link can read these dates, so keep it to yourself. It ends when you stop or "
    "renew it, when you sign out everywhere, and when you leave the workspace.",
}
