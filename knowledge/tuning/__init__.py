"""What learns and checks: the question sets, the learned parameters, and the state of the articles."""
