"""One flat, readable script per way of training."""
