"""Intake: what people have elsewhere becomes Markdown articles in the articles folder."""
