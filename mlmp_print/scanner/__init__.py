"""Read filled sheets of paper: from a scan or a photo of them to answers and doubts."""
