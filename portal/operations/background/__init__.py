"""What worker and clock have in common: they outlive their database, and leave signs of life."""
