"""Users, organisations, contacts, invitations."""
