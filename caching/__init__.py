"""What was made once is kept until it would look otherwise (docs/adr/0071)."""
