"""What coaches say of what was handed in, what the cluster answers, and more time for handing in."""
