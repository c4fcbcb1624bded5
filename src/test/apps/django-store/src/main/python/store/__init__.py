"""A store window: Django pages and pictures that Pillow draws."""
