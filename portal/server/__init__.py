"""Between web server and views: connections, page cache, restored forms, static files."""
