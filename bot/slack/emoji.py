"""What Slack's shortcodes show: it sends 👋 as ``:wave:``."""

import re

_CODE = re.compile(r":([a-z0-9_+'-]+):(?::skin-tone-[2-6]:)?")
_SHOWN = {
    name: sign
    for line in """
👋 wave raised_hand_with_fingers_splayed hand|👍 +1 thumbsup|👎 -1 thumbsdown|👌 ok_hand|👏 clap|🙏 pray|🙌 raised_hands
💪 muscle|🤝 handshake|✋ raised_hand hand|🙋 raising_hand woman-raising-hand man-raising-hand|👉 point_right
👈 point_left|👆 point_up_2|👇 point_down|☝ point_up|✌ v|🤞 crossed_fingers|🤷 shrug woman-shrugging man-shrugging
🤦 face_palm woman-facepalming man-facepalming|🙂 slightly_smiling_face|😀 grinning|😃 smiley|😄 smile|😁 grin
😆 laughing satisfied|😂 joy|🤣 rolling_on_the_floor_laughing rofl|😊 blush|😇 innocent|😉 wink|😍 heart_eyes
🥰 smiling_face_with_3_hearts|😎 sunglasses|🤔 thinking_face|😐 neutral_face|😕 confused|🙁 slightly_frowning_face
☹ white_frowning_face|😞 disappointed|😢 cry|😭 sob|😡 rage|😠 angry|🤬 face_with_symbols_on_mouth|😤 triumph
😱 scream|😴 sleeping|🤯 exploding_head|🙄 face_with_rolling_eyes|😅 sweat_smile|😬 grimacing|🤗 hugging_face
😮 open_mouth|😳 flushed|🥳 partying_face|🎉 tada|🎊 confetti_ball|❤ heart|🧡 orange_heart|💛 yellow_heart
💚 green_heart|💙 blue_heart|💜 purple_heart|💔 broken_heart|⭐ star|🌟 star2|✨ sparkles|🔥 fire|💯 100
✅ white_check_mark|☑ ballot_box_with_check|✔ heavy_check_mark|❌ x|❗ exclamation heavy_exclamation_mark|❓ question
❔ grey_question
⚠ warning|🚫 no_entry_sign|⛔ no_entry|🛑 octagonal_sign|🆘 sos|🚀 rocket|💡 bulb|📅 date|📆 calendar|⏰ alarm_clock
⏳ hourglass_flowing_sand|📌 pushpin|📎 paperclip|📄 page_facing_up|📈 chart_with_upwards_trend|📊 bar_chart
📝 memo pencil|📧 e-mail email|📞 telephone_receiver|☕ coffee|🍀 four_leaf_clover|🌱 seedling|🌍 earth_africa
🌐 globe_with_meridians|💰 moneybag|💶 euro|🏆 trophy|🎯 dart|🔔 bell|🔕 no_bell|👀 eyes|🤖 robot_face|🫡 saluting_face
""".strip()
    .replace("\n", "|")
    .split("|")
    for sign, *names in [line.split()]
    for name in names
}


def shown(text: str) -> str:
    """A message with the signs that Slack shows instead of their codes; what it does not know stays as it is."""
    return _CODE.sub(lambda found: _SHOWN.get(found[1], found[0]), text)
