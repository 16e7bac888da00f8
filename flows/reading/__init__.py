"""The one reader of what people type: dates, times, durations, numbers, lists and names, in seven languages.  Pure."""
