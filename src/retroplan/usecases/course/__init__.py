"""The course of a plan: what people ask of it on its way, what holds it, how it ends and what comes next."""
