"""Member questionnaires: sent out by links, answered on a public page, brought in from files, and told together."""
