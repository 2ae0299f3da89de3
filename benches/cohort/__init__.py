"""Virtual walkers live through twelve weeks of plans: it tests the rules, and no people."""
