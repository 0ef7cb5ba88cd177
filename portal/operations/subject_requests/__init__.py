"""A person asks what is stored about them, or wants it erased (Articles 15 and 17 GDPR).

`places` names where an e-mail address stands as their own, `mentions` and `files` find it elsewhere, `telling` writes
the answer, `erasing` erases and `record` remembers without the address, so that a restored backup is rid of it again
(docs/adr/0080).
"""
