"""From a cleared profile to a plan: curve, stages, dates, segments, and the checks that every plan passes."""
