"""From what happened to what comes next: facts, signals, rules, and the plan rebuilt."""
