"""Loads the administration of each trade."""
