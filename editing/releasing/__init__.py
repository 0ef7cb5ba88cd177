"""From a change that waits to what the public sees (docs/adr/0041).

`states` writes a thing with its rows as data, `merging` brings a change onto what is public today, `applying` stores
the result, and `steps` is the work flow itself. None of them asks for rights: the administration does.
"""
