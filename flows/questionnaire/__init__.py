"""The member questionnaire: what is asked, what was answered, and what may be told of it."""
