"""`retroplan plan export`: the plan as a file that can be edited."""
