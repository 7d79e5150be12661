"""The command line, and the only room that knows its words."""
