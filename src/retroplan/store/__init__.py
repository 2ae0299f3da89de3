"""What happened, kept: one SQLite file a person."""
