"""Train the networks that photosearch uses, and measure them."""
