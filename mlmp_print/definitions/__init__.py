"""Form definitions: read one from TOML, check it, and load it as a form."""
