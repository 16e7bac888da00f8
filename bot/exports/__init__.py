"""What people take away as files: each a function from data to bytes."""
