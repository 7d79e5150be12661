"""Simulate marked, printed and scanned sheets, and measure how well they are read.

    python -m benchmarks.scan --pages 60 --jobs 2

A page is drawn, marked by a simulated person (`person`, `paper_marks`), printed, and scanned or
photographed (`conditions`). Its truth says what stands on it (`truth`). Everything follows from a
sheet, a condition and a seed. Lengths are in mm on the page, brightness runs from 0 (black) to 1.
"""
