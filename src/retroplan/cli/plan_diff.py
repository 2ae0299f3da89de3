"""`retroplan plan diff`: what changed between two revisions."""
