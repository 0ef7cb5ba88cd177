"""Between web server and views: connections, page cache, forms that come back, static files."""
