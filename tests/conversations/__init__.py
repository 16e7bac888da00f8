"""What people do with the advisor, told once as conversations and held on every surface."""
