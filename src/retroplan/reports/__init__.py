"""From facts and plans to tables, series and sentences."""
