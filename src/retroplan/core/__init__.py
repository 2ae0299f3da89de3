"""The pure ring: no files, clock, randomness, terminal or SQL. Time and ids are arguments."""
