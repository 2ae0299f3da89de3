"""What changed in a plan and why: read only, with what would come of facts that are pretended."""
