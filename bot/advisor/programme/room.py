"""What the programme adds to the house."""

from bot.advisor.notices import each
from bot.advisor.programme import deadlines, forms, inviting, leaving, parts, removing, setting_up
from bot.advisor.registry import Room
from flows.forms import FormRef

ROOM = Room(
    {
        ("part", "show"): lambda turn, p: parts.show(turn),
        ("part", "choose"): lambda turn, p: parts.choose(turn, p[0], p[1]),
        ("invitation", "show"): lambda turn, p: inviting.show(turn),
        ("invitation", "make"): lambda turn, p: inviting.make(turn),
        ("invitation", "for"): lambda turn, p: inviting.invite(turn, p[0]),
        ("invitation", "again"): lambda turn, p: inviting.let_in_again(turn, p[0]),
        ("invitation", "revoke"): lambda turn, p: inviting.revoke(turn, p[0]),
        ("programme", "edit"): lambda turn, p: setting_up.open_(turn, FormRef(forms.ALL)),
        ("programme", "new"): lambda turn, p: setting_up.open_(turn, FormRef(forms.CLUSTER)),
        ("programme", "cluster"): lambda turn, p: setting_up.cluster(turn, p[0], p[1]),
        ("programme", "change"): lambda turn, p: setting_up.open_(turn, FormRef(forms.CLUSTER), p[0]),
        ("programme", "staff"): lambda turn, p: setting_up.open_(turn, FormRef(forms.STAFF), p[0]),
        ("programme", "coach"): lambda turn, p: setting_up.open_(turn, FormRef(forms.COACH), p[0]),
        ("programme", "remove"): lambda turn, p: removing.ask(turn, p[0], p[1], p[2], p[3]),
        ("programme", "give"): lambda turn, p: removing.give(turn, p[0], p[1], p[2], p[3]),
        ("programme", "close"): lambda turn, p: removing.ask_cluster(turn, p[0], p[1]),
        ("programme", "close-with"): lambda turn, p: removing.close(turn, p[0], p[1]),
        ("workspace", "keep"): lambda turn, p: leaving.keep(turn, p[0]),
        ("workspace", "erase"): lambda turn, p: leaving.erase(turn, p[0]),
    },
    standing=(deadlines.of_cluster,),
    reminders={"programme": deadlines.recheck, "workspace": each(leaving.recheck)},
    missed={"programme": deadlines.missed, "workspace": leaving.missed},
    pages=(inviting, setting_up),
)
