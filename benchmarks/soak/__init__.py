"""A steady load of everything that people do, for half an hour: ``make soak``.

docs/reliability.md tells what it holds and what it showed.
"""
