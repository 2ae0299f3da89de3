"""`retroplan plan rebuild`: the rest of the plan anew."""
