"""What the program and the trainer agree on; needs numpy and Pillow only."""
