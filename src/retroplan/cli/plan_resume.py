"""`retroplan plan resume`: sessions again."""
