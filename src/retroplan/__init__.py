"""A coach for walking backwards, in a terminal."""
