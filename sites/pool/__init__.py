"""What is known of a space beyond its row: distances, driving times, inhabitants, market, quality."""
