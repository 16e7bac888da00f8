"""How fast the running advisor is: ``python -m benchmarks``.  docs/benchmarks.md tells how to read the figures."""
