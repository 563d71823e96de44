"""Routes in words, in every language that has a table."""
