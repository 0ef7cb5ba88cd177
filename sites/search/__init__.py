"""Search of the pool: filters, the filter form, phrases, places."""
