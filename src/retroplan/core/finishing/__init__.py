"""The end of a plan: what came of it, what was reached, and what may come next."""
