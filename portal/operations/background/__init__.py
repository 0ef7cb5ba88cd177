"""Shared by worker and clock: resilience to database outages, heartbeats."""
