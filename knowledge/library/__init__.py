"""What the articles are: their files, sources and languages, the words they are written in."""
