"""`retroplan plan preview`: what would happen if."""
