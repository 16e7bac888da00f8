"""One module per dialogue."""
