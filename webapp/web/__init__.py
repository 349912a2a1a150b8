"""The Flask layer: blueprints, errors, htmx, security headers."""
