"""Runs what parses foreign files in a process with limits on time and memory."""
