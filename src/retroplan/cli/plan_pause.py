"""`retroplan plan pause`: no sessions for a while."""
