"""Photos from folders: listing, splitting, views, storage, augmentation."""
