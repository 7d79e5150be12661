"""Flat sheets for the printer: many people and forms in one small PDF."""
