"""Small lists of words, by language, that tell how a sentence speaks."""

from collections.abc import Mapping


def _lists(text: str) -> Mapping[str, frozenset[str]]:
    """Return the words of each line by the language it begins with."""
    lines = (line.split() for line in text.strip().splitlines())
    return {language: frozenset(words) for language, *words in lines}


NEAR = _lists(
    """
    en i i'm i've i'd i'll me my mine myself you your yours you're you've you'll we us our we're we've
    de ich mich mir mein meine meinen du dich dir dein deine wir uns unser unsere euch euer
    es yo me mí mi mis conmigo tú te tu tus nosotros nos nuestro nuestra vosotros usted ustedes
    fr je j'ai j'étais moi mon ma mes tu te toi ton ta nous notre nos vous votre vos
    it io me mi mio mia miei tu ti tuo tua noi ci nostro nostra voi vi vostro
    nl ik mij me mijn jij je jou jouw wij we ons onze jullie u uw
    pt eu me mim meu minha meus tu te teu nós nos nosso nossa você vocês
    sv jag mig min mitt mina du dig din ditt vi oss vår vårt våra ni er
    """
)
"""Words of the one who speaks and the one spoken to: a text full of them is talk."""
FAR = _lists(
    """
    en he she they him her his hers them their theirs it its this that these those
    de er sie ihm ihn ihr ihre ihren ihnen es dies dieser diese dieses
    es él ella ellos ellas le les lo su sus esto eso este esta
    fr il elle ils elles lui leur leurs ce cela ça cette ces
    it lui lei loro egli essi suo sua suoi questo questa ciò
    nl hij zij ze hem haar hun hen dit dat deze die
    pt ele ela eles elas lhe seu sua isto isso este esta
    sv han hon honom henne hans hennes de dem deras detta denna dessa
    """
)
"""Words that point at something named elsewhere."""
SAID = _lists(
    """
    en said says told tells added adds asked explained
    de sagte sagt sagten erklärte betonte fügte
    es dijo dice afirmó añadió explicó señaló
    fr déclaré expliqué ajouté affirme souligne confié
    it detto dice spiegato aggiunto dichiarato afferma
    nl zei zegt vertelde voegde legde
    pt disse diz afirmou explicou acrescentou
    sv sade säger sa berättar tillade
    """
)
"""Verbs that report words."""
LINKING = _lists(
    """
    en but and so or nor yet however also therefore thus then still instead moreover furthermore meanwhile otherwise hence likewise similarly consequently besides additionally indeed nevertheless nonetheless
    de aber und doch also denn jedoch deshalb daher dann trotzdem außerdem zudem allerdings dennoch
    es pero y e o sin además entonces aunque también así luego
    fr mais et ou donc or car cependant pourtant ensuite puis ainsi aussi toutefois enfin
    it ma e o quindi dunque però poi inoltre tuttavia infatti anche
    nl maar en of dus want echter toch dan bovendien daarom ook daarnaast
    pt mas e ou portanto porém então também assim além depois contudo
    sv men och eller så alltså dock ändå sedan dessutom också därför däremot
    """  # noqa: E501 - one line a language
)
"""First words that join a sentence to the one before."""
