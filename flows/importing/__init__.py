"""Tables that people made elsewhere, and our own spreadsheets that come back, as answers of a dialogue."""
