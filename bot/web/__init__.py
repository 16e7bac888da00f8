"""The web surface: a chat, forms, Home and documents as plain pages that work without a script."""
