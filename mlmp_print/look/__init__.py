"""Language, colours, life themes, icons, logos and pictures: how a form speaks and looks."""
