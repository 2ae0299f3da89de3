"""A plan as a file to edit by hand: CSV and TOML, written and read."""
