"""From an article to proposed events. Every field points into the text and names its rule."""
