"""Operations: worker and clock, backup, data subject requests, errors for operators."""
