"""Many sheets → how it went: counts of goals, in which nobody can be found again."""
