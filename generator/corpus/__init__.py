"""From the analyses of all articles to topics, relations and links."""
