"""What is said about something typed that is not quite clear, in English."""

from collections.abc import Mapping

TYPING: Mapping[str, str] = {
    "chat.did-you-mean": "I do not know the command “{command}”. Did you mean this?",
    "coaching.own-time": "In your time zone, “{typed}” is {when}. Do you mean that?",
    "coaching.no-time": "At what time on {date}? Write it like: {command} {date} 14:00",
}
