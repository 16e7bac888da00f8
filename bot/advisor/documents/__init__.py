"""Documents of every dialogue: drafts, forms, the review, submitting, and what a document says."""
