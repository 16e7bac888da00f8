"""The knowledge base: articles, their sources, and the engine that finds the one a question asks for.

Knows nothing of chat.  Every answer is an article somebody wrote and reviewed; nothing is invented here.
"""
