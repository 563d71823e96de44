"""The site: stores what people tell and shows what the library thinks."""
