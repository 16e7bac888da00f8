"""The promise of reminders, tried: workers killed and halted, a difficult platform, clocks and databases in trouble."""
