"""The demo region: invented content in real places, loaded and removed as a whole. Every object is marked a sample."""
