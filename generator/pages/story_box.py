"""The box on an article's page that shows who else tells its story, and what each adds."""

from generator.model import Telling
from generator.pages.cards import Desk
from generator.pages.views import TellingCard


def story_box(desk: Desk, article: str) -> tuple[TellingCard, ...]:
    """Return every telling of the article's story in order of appearance, or nothing."""
    story = desk.shelf.story_of.get(article)
    return tuple(_telling(desk, article, one) for one in story.tellings) if story else ()


def _telling(desk: Desk, article: str, telling: Telling) -> TellingCard:
    return TellingCard(
        card=desk.card(telling.article),
        here=telling.article == article,
        adds=tuple(desk.sentence(telling.article, sentence) for sentence in telling.adds),
    )
