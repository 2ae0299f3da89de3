"""The plan as a file that people edit: written, judged, applied."""
