"""The site put together: settings, addresses, the commands that run it."""
