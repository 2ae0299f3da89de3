"""`retroplan plan why`: why a session is as it is."""
