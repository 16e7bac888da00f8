"""What is said about people, and about the cluster they belong to, in English."""

from collections.abc import Mapping

PEOPLE: Mapping[str, str] = {
    # who is reminded of a plan
    "people.reminded": "I remind {names} 7 days and 1 day before each deadline, and the day after if it is not done.",
    "people.reminded-alone": "I remind you 7 days and 1 day before each deadline, and the day after if it is not done.",
    "people.you": "you",
    "people.and": "{first} and {last}",
    "people.off": "**{name}** has turned reminders off, so nothing is sent.",
    "people.off-you": "You have turned reminders off, so nothing is sent to you. Write “reminders on” to get them "
    "again.",
    "people.off-kind": "**{name}** wants no reminders of actions, so nothing is sent.",
    "people.off-kind-you": "You want no reminders of actions, so nothing is sent to you. You can turn them on again in "
    "your settings.",
    "people.outside": "I cannot remind **{name}**, who is not one of your colleagues here. I will tell {instead} "
    "instead.",
    "people.gone": "I cannot remind **{name}**, who is no longer in your cluster. I will tell {instead} instead.",
    "people.no-account": "I cannot remind **{name}**, who has no account here. I will tell {instead} instead.",
    "people.coach": "I do not remind **{name}**: coaches read a plan once it is handed in. I will tell {instead} "
    "instead.",
    "people.same-name": "I do not know which **{name}** you mean, because there are several. I will tell {instead} "
    "instead. To choose, edit the plan.",
    "people.nobody": "Open actions with nobody responsible: {count}. I will remind {instead} of them.",
    "people.nothing-open": "Everything in this plan is done, so I remind nobody.",
    # nobody is named
    "people.left-open": "“{typed}” names nobody, so “{label}” counts as not answered.",
    # the cluster
    "cluster.title": "Your cluster",
    "cluster.confirm": "Is this right? Your cluster is called **{name}**, and its holidays are those of **{country}**. "
    "Coaches read the name, and I send no reminders on holidays.",
    "cluster.confirm-unnamed": "What is your cluster called, and in which country is it? Coaches read the name, and I "
    "send no reminders on holidays.",
    "cluster.confirm-country": "Your cluster is called **{name}**. In which country is it? I send no reminders on its "
    "holidays, and coaches read the name.",
    "cluster.yes": "Yes, that is right",
    "cluster.change": "Change",
    "cluster.is": "**{name}**",
    "cluster.where": "Country: {country}",
    "cluster.region": "Region: {region}",
    "cluster.whole": "the whole country",
    "cluster.no-country": "not set",
    "cluster.why": "Coaches read this name. Planning and reminders leave out the holidays of the country and region. "
    "Everybody in the cluster can change this.",
    "cluster.saved": "Saved. Your cluster is “{name}”, and its holidays are those of {place}.",
    "cluster.saved-nowhere": "Saved. Your cluster is “{name}”. Without a country I know no holidays.",
    "cluster.confirmed": "Good. You can change this at any time with “Your cluster” on Home.",
    "cluster.staff-only": "Only the people in a cluster can see and change this.",
}
