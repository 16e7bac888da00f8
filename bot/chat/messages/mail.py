"""What is said of reminders by e-mail, and in them, in English."""

from collections.abc import Mapping

MAIL: Mapping[str, str] = {
    "mail.addresses": "E-mail addresses",
    "mail.title": "Reminders by e-mail",
    "mail.who": "Responsible, but without an account here",
    "mail.nobody": "Everybody who is responsible for something open in this plan has an account here, so nobody needs "
    "an e-mail address.",
    "mail.none": "No address: the owner of the plan is reminded instead",
    "mail.is": "{address}, given by {by} on {date}",
    "mail.is-refused": "{address}: nothing arrives there. {reason} The owner of the plan is reminded instead.",
    "mail.is-stopped": "{address}: they want no e-mail. The owner of the plan is reminded instead.",
    "mail.give": "Give an e-mail address",
    "mail.change": "Change",
    "mail.remove": "Remove",
    "mail.remove-confirm": "Remove the address of {name}? Nothing more will be sent there.",
    "mail.for": "For {name}, who is responsible in your plan and has no account here.",
    "mail.no-address": "“{typed}” is not an e-mail address. Write it like anna@example.org.",
    "mail.given": "Saved. {name} will be told who gave the address and why, and will be reminded there from now on.",
    "mail.removed": "Removed. Nothing more will be sent to {name}, and the owner of the plan will be reminded instead.",
    "mail.what-for": "An address is used for reminders of this cluster's plans, and for nothing else. Everybody in the "
    "cluster can see it; coaches cannot. Each message has a link that stops them all.",
    "people.by-mail": "{name} (by e-mail)",
    # in an e-mail
    "mail.first": "{by} of {cluster} gave me your address: you are responsible for something in the plan “{plan}”. I "
    "am an advisor program, and I will remind you before it is due. A link below stops that at once.",
    "mail.tell": "You are responsible for it. When it is done, please tell {name}.",
    # to the owner of the plan
    "mail.refused": "Nothing arrives at {address}, the address of {name}. {reason} I will remind you instead. Is the "
    "address right?",
    "mail.stopped": "{name} wants no more e-mail from me. I will remind you of what they are responsible for instead.",
}
