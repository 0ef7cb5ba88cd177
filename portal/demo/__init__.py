"""The demo region: fictional content in real places, loaded and removed as a whole. All objects have `is_sample`."""
