"""What following up adds to the house."""

from collections.abc import Mapping

from bot.advisor.following import (
    changing,
    feed_page,
    left_drafts,
    mail_page,
    mailing,
    nudges,
    plans,
    progress,
    reminders,
    reviews,
    stopping,
    weekly,
)
from bot.advisor.notices import each
from bot.advisor.registry import Handler, Press, Room

PRESSES: Mapping[Press, Handler] = {
    ("action", "done"): lambda turn, p: plans.done(turn, p[0], p[1], p[2]),
    ("action", "change"): lambda turn, p: changing.change(turn, p[0], p[1]),
    ("action", "move"): lambda turn, p: changing.move(turn, p[0], p[1], p[2]),
    ("action", "undo"): lambda turn, p: plans.undo(turn, *p[:4]),
    ("calendar", "show"): lambda turn, p: feed_page.show(turn),
    ("calendar", "make"): lambda turn, p: feed_page.make(turn),
    ("calendar", "stop"): lambda turn, p: feed_page.stop(turn),
    ("week", "off"): lambda turn, p: weekly.turn_off(turn),
    ("week", "on"): lambda turn, p: weekly.turn_on(turn),
    ("reminder", "done"): lambda turn, p: nudges.done(turn, p[0]),
    ("reminder", "snooze-day"): lambda turn, p: nudges.snooze(turn, p[0], days=1),
    ("reminder", "snooze-week"): lambda turn, p: nudges.snooze(turn, p[0], days=7),
    ("reminder", "page"): lambda turn, p: nudges.page(turn, p[0], int(p[1])),
    ("reminder", "why"): lambda turn, p: nudges.why(turn, p[0]),
    ("reminder", "addresses"): lambda turn, p: mail_page.show(turn, p[0]),
    ("reminder", "address"): lambda turn, p: mail_page.ask(turn, p[0], p[1]),
    ("reminder", "address-off"): lambda turn, p: mail_page.remove(turn, p[0], p[1]),
    ("reminder", "away"): lambda turn, p: stopping.away(turn),
    ("reminder", "stop"): lambda turn, p: stopping.stop(turn, p[0]),
    ("reminder", "kind-off"): lambda turn, p: stopping.kind_off(turn, p[0]),
    ("reminder", "kind-on"): lambda turn, p: stopping.kind_on(turn, p[0]),
}

ROOM = Room(
    PRESSES,
    pages=(changing, feed_page, mail_page),
    consequences=(
        progress.PlanProgress(),
        feed_page.PlanFeed(),
        reminders.ActionReminders(),
        mail_page.MailAddresses(),
        reviews.ReviewReminders(),
        weekly.WeeklyLook(),
    ),
    standing=(weekly.of_cluster,),
    reminders={
        "action": reminders.recheck,
        "strategy": reviews.recheck,
        "week": weekly.recheck,
        "draft": each(left_drafts.recheck),
        "mail": each(mailing.recheck),
    },
    missed={"action": reminders.missed, "strategy": reviews.missed, "draft": left_drafts.missed},
)
