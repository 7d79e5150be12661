"""Fill forms for everyone in a table: plan, fill in parallel, write, report, resume."""
