"""Every page's answer as JSON."""
