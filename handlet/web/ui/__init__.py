"""What pages are made of: the one stylesheet, icons, template tags, forms, addresses and the shapes screens are given."""
