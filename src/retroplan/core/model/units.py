"""Exact conversions. Apart from the catalogue, whose classes a daily command cannot afford."""

MPS_PER_MPH = 0.44704  # by definition: 1609.344 m / 3600 s
MPS_PER_KMH = 1 / 3.6
