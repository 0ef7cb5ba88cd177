"""What keeps the portal running: worker and clock, backup, personal data, faults."""
