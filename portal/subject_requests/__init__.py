"""A person asks what is stored about them, or wants it erased (Articles 15 and 17 GDPR).

`places` names where an e-mail address can stand, `finding` asks them all, `telling` writes the answer, `erasing` erases
and `record` remembers without the address, so that a restored backup is rid of it again (docs/adr/0080).
"""
