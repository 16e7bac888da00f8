"""The neutral vocabulary between the advisor and the places where people talk to it."""
