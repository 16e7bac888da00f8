"""Whatever is sent to any address: no answer is a failure of ours, none shows what is inside, and none stays away."""
