"""From TOML to a form: read a definition, check it, name the nearest right key for a wrong one."""
