"""The dialogues: what is asked, what is valid and what can be concluded.

Pure: standard library and pydantic only. No input or output, no chat platform, no clock of its own.
"""
