"""How a written goal is read: word lists for six languages, and the readings built on them. Pure."""
