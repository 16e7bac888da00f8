"""The programme: its dates, clusters and people, how they join and leave, and for which part somebody speaks."""
