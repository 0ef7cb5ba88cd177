"""Data subject requests: access and erasure (Articles 15 and 17 GDPR, docs/adr/0080).

`data_sources` lists the models with a person's own e-mail address, `text_search` and `files` find it elsewhere,
`export` writes the answer, `erasing` erases, and `erasure_log` allows repeating erasures after a restore.
"""
