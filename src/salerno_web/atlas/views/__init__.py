"""Pages of the atlas, and of the queue of its editors."""
