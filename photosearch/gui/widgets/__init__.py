"""What the window is made of: pages, panels and their parts."""
