"""What the readers say, by id."""

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "date.none": "“{typed}” is not a date the advisor can read. Write it like 31 March 2027 or 2027-03-31.",
    "date.no-such-day": "“{typed}” does not exist in the calendar. Please check the day and the month.",
    "date.far": "“{typed}” lies in the year {year}, too far from today. Please check the year.",
    "date.ask": "You wrote “{typed}”. Do you mean {date}?",
    "date.ask-which": "You wrote “{typed}”. Do you mean {date} or {other}?",
    "date.half": "There is no year in “{typed}”. Do you mean {date}?",
    "date.order": "In “{typed}” the first figures can be the day or the year. Do you mean {date} or {other}?",
    "date.other-weekday": "In “{typed}” the weekday is not that of the date. Do you mean {date} or {other}?",
    "moment.none": "I can’t read “{typed}” as a date and time. Write it like 12 March 2027 14:00.",
    "moment.no-day": "I read {time} in “{typed}”, and no day. Write it like 12 March 2027 14:00.",
    "moment.no-time": "I read {date} in “{typed}”, and no time. Write it like 12 March 2027 14:00.",
    "moment.ask": "You wrote “{typed}”. Do you mean {when}?",
    "moment.ask-which": "You wrote “{typed}”. Do you mean {when} or {other}?",
    "moment.unusual-hour": "{when} is an unusual hour. Do you mean it?",
    "moment.day-off": "{date} is not a working day. Do you mean {when} or {other}?",
    "moment.other-weekday": "In “{typed}” the weekday is not that of the date. Do you mean {when} or {other}?",
    "number.none": "“{typed}” is not a number. Please write digits, for example 12.",
    "number.too-large": "“{typed}” is too large. Please check it.",
    "number.rough": "You wrote “{typed}”. One figure fits here: is it {number}?",
    "number.range": "You wrote “{typed}”. One figure fits here: is it {number} or {other}?",
    "number.unit": "You wrote “{typed}”. Only the figure fits here: is it {number}?",
    "number.other-unit": "You wrote “{typed}”, and the unit is {unit}. Is it {number} {unit}?",
    "duration.days": "Working days: {number}",
    "duration.none": "“{typed}” is not a length of time. Write it like 10 days or 2 weeks.",
    "duration.rough": "You wrote “{typed}”. One length of time fits here: is it {number} working days?",
    "duration.range": "You wrote “{typed}”. One length of time fits here: is it {number} or {other} working days?",
    "duration.converted": "“{typed}” are {number} working days here. Is that right?",
}
