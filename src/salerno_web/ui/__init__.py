"""How every page looks: templates, components, styles, words."""
