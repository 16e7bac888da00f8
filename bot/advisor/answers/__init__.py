"""Questions and their answers: asking the knowledge base, and the cards that answer."""
