"""How well and how fast questions find their article: our engine beside what people would pick instead."""
