"""`retroplan plan next`: the plan after this one."""
