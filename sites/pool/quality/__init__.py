"""How good an entry of the pool is: what the law wants of it, and how complete it is (docs/adr/0045)."""
