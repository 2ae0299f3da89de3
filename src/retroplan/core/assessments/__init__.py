"""The tests that people repeat: what results say, and what they change."""
