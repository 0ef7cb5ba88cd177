"""What was made once is kept until it would look otherwise (docs/adr/0071-pages-that-are-kept.md).

There are three places, all of them a Store (caching.stores):

1. Whole pages (portal.server.page_cache), as they are sent, shared by all processes. Key: all that a page depends on
   (address, host, colours, encoding, piece of the page) and the state of every app.
2. Shared parts of pages (caching.parts.kept): counts, forms, blocks of pages. Key: name, language, state of the apps
   that the part names.
3. What a process remembers (caching.parts.remembered), sooner made than read from a disk: cards, links, names. Keyed
   like shared parts.

Nothing is ever called off. The state of an app, its version, is moved by triggers of the database with each change that
the public may see (caching.triggers, caching.versions): what is asked for afterwards has another key. What changes with
time alone ends at the next moment at which something appears or goes, at midnight at the latest (caching.moments): an
entry is right from the moment it was made for until that one. In memory what was not asked for the longest goes first;
the shared cache (caching.files, or a Redis server) forgets by itself.
"""
