"""From what a person declares to what is safe for them: rules in a list, findings, a clearance."""
