"""Vector tiles of our own: one file that the operator brings, or an overview drawn from areas and landmarks."""
