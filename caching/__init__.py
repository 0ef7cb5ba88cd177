"""Caching of pages and fragments until the moment they would change (docs/adr/0071-pages-that-are-kept.md).

Three caches, each a Store (caching.stores):

1. Whole responses (portal.server.page_cache), shared by all processes. Key: everything the page depends on (path, host,
   theme, encoding, fragment) and the version of every app.
2. Shared fragments (caching.fragments.cached): counts, forms, blocks. Key: name, language, versions of the named apps.
3. Fragments per process (caching.fragments.cached_in_process), cheaper to compute than to read from disk: cards, links,
   names. Keyed like shared fragments.

Nothing is invalidated explicitly. Database triggers change the version of an app with each change that the public may
see (caching.triggers, caching.versions), so later requests use another key. What changes with time alone expires at the
next moment at which something appears or disappears, at midnight at the latest (caching.expiry). Memory is evicted
least recently used first; the shared cache (caching.files, or a Redis server) evicts by itself.
"""
