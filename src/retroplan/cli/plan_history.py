"""`retroplan plan history`: the plan's revisions."""
