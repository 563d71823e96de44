"""One module per outside format, in and out."""
