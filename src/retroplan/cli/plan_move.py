"""`retroplan plan move`: one session on another day."""
