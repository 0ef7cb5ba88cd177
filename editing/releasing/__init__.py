"""Pending changes and their release (docs/adr/0041).

`states` serializes an object with its rows, `merging` merges a change into the public state, `applying` stores the
result, and `steps` is the workflow. None of them checks permissions: the admin does.
"""
