"""What serves a question: the index, reading a question, ranking, and when to answer."""
